/* The house's one script. Every page works without it; it only makes them quicker and safer. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (node) => node && (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || node.isContentEditable);

  /* Keys: / goes to the search, j and k walk the rows of a table, Enter opens the row. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "/") {
      const box = document.getElementById("search-box");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (event.key === "j" || event.key === "k") {
      const rows = all("table[data-keys] > tbody > tr, .work > li");
      if (!rows.length) return;
      const here = rows.findIndex((row) => row.classList.contains("is-here"));
      const next = Math.max(0, Math.min(rows.length - 1, here + (event.key === "j" ? 1 : -1)));
      rows.forEach((row, i) => row.classList.toggle("is-here", i === next));
      const link = rows[next].querySelector("a[href]");
      if (link) link.focus();
      rows[next].scrollIntoView({ block: "nearest" });
    }
  });

  /* A menu closes when something else is clicked, or with Escape. */
  const menus = ".menu[open], .rail-more details[open]";
  document.addEventListener("click", (event) => all(menus).forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && all(menus).forEach((menu) => {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }));

  /* One tick for a page's rows; without the script each row has its own and the box stays hidden. */
  all("[data-tick-all]").forEach((box) => {
    const boxes = () => all(`[name="${box.dataset.tickAll}"]`, box.form);
    const show = () => {
      const ticked = boxes().filter((one) => one.checked).length;
      box.checked = ticked > 0 && ticked === boxes().length;
      box.indeterminate = ticked > 0 && !box.checked;
    };
    box.hidden = false;
    show();
    box.form.addEventListener("change", (event) => {
      if (event.target === box) boxes().forEach((one) => { one.checked = box.checked; });
      else show();
    });
  });

  /* Printing needs the script; without it the button stays hidden and Ctrl+P does the same. */
  all("[data-print]").forEach((button) => { button.hidden = false; button.onclick = () => print(); });

  /* One more box without a round trip: data-more names the template; without the script the button asks the server. */
  document.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (!more) return;
    event.preventDefault();
    const row = more.closest("p");
    row.before(document.getElementById(more.dataset.more).content.cloneNode(true));
    row.previousElementSibling.querySelector("textarea, input").focus();
  });

  /* Somebody who came before fills in the row: what is typed already is replaced, the number is asked anew. */
  document.addEventListener("click", (event) => {
    const fill = event.target.closest("[data-fill]");
    if (!fill) return;
    const row = fill.closest("fieldset");
    ["name", "hamlet"].forEach((part) => { if (fill.dataset[part]) row.querySelector(`[name$="-${part}"]`).value = fill.dataset[part]; });
    all("li", fill.closest("ul")).forEach((other) => other.contains(fill) || other.remove());
    row.querySelector('[name$="-phone"]').focus();
  });

  /* Dialogs: data-dialog="id" opens, data-close closes. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) { event.preventDefault(); document.getElementById(opener.dataset.dialog).showModal(); }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog").close();
  });

  /* A weighty act asks first; in the capture phase, so that htmx does not send before the answer. */
  const confirmed = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const ask = form.dataset;
    const box = document.getElementById("confirm");
    if (!ask.confirm || !box || confirmed.has(form)) return;
    event.preventDefault();
    event.stopPropagation();
    const yes = document.getElementById("confirm-yes");
    document.getElementById("confirm-title").textContent = ask.confirmTitle || "Xác nhận";
    document.getElementById("confirm-text").textContent = ask.confirm;
    yes.textContent = ask.confirmYes || "Đồng ý";
    yes.className = "btn btn-" + ("confirmDanger" in ask ? "danger" : "primary");
    const submitter = event.submitter;
    yes.onclick = () => { box.close(); confirmed.add(form); form.requestSubmit(submitter); };
    box.showModal();
  }, true);

  /* The same form is never sent twice; after ten seconds (a download, a dead network) it may be tried again. */
  const release = (form) => {
    delete form.dataset.sent;
    all("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
    busy(false);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = form.dataset.clean = "1";
    try {
      const keys = all("textarea[data-autosave]", form).map(keyOf);
      if (keys.length) sessionStorage.setItem("nhap-gui", JSON.stringify(keys));
    } catch { /* without a store the text is simply not kept */ }
    setTimeout(() => all("button[type=submit]", form).forEach((button) => button.setAttribute("aria-busy", "true")));
    setTimeout(() => release(form), 1e4);
    busy(true);
  });
  addEventListener("pageshow", (event) => event.persisted && all("form[data-sent]").forEach(release));

  /* Keying in a stack of paper: Enter goes on to the next box, Ctrl+Enter saves and takes the next form. */
  document.addEventListener("keydown", (event) => {
    const form = event.target.form;
    if (event.key !== "Enter" || event.isComposing || !form || !("keying" in form.dataset)) return;
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); form.requestSubmit(); return; }
    if (event.target.tagName !== "INPUT") return;
    const boxes = [...form.elements].filter((box) => typing(box) && box.type !== "hidden" && box.tabIndex >= 0);
    const next = boxes[boxes.indexOf(event.target) + 1];
    if (next) { event.preventDefault(); next.focus(); }
  });

  /* Leaving a form that was changed and not saved. */
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "guard" in form.dataset) form.dataset.dirty = "1";
  });
  addEventListener("beforeunload", (event) => {
    if (all("form[data-dirty]:not([data-clean])").length) event.preventDefault();
  });

  /* The quiet progress line of htmx. */
  const line = document.querySelector(".progress-line");
  const busy = (on) => line && line.classList.toggle("is-busy", on);
  document.addEventListener("htmx:beforeRequest", () => busy(true));
  document.addEventListener("htmx:afterRequest", () => busy(false));
  document.addEventListener("htmx:afterSettle", (event) => setUp(event.target));

  /* Long texts are kept in this browser until the form is saved: an error, a refusal or a lost session keeps them. */
  const days = 14 * 864e5;
  // By where it is sent: forms of several things may stand on one page.
  const keys = new WeakMap();
  const keyOf = (area) => {
    if (!keys.has(area)) keys.set(area, "nhap:" + new URL(area.form.getAttribute("action") || location.href, location.href).pathname + ":" + area.name);
    return keys.get(area);
  };
  /* Office PCs are shared: signing out leaves no citizen's words behind. */
  /* Acts of the hall that still wait for the network are bound to their person and stay. */
  all("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => Object.keys(localStorage).forEach((key) => key.startsWith("hoi-truong:") || localStorage.removeItem(key))));
  /* What a guest types on a device of others is kept for this tab only. */
  const storeOf = (area) => "guest" in area.form.dataset ? sessionStorage : localStorage;
  const keep = (area) => {
    try {
      if (area.value === area.defaultValue) storeOf(area).removeItem(keyOf(area));
      else storeOf(area).setItem(keyOf(area), JSON.stringify({ text: area.value, base: area.defaultValue, at: Date.now() }));
    } catch { }
  };
  const restore = (area) => {
    let kept = null;
    try { kept = JSON.parse(storeOf(area).getItem(keyOf(area))); } catch { return; }
    if (!kept || area.form.querySelector(".error-summary") || Date.now() - kept.at > days || kept.text === area.value) return;
    const note = document.createElement("p");
    const button = document.createElement("button");
    note.className = "autosave-note";
    note.setAttribute("role", "status");
    note.textContent = "Đã lấy lại đoạn anh/chị gõ dở lúc " + new Date(kept.at).toLocaleString("vi-VN") + ". ";
    button.type = "button";
    button.textContent = "Dùng lại bản đã lưu";
    button.onclick = () => { area.value = area.defaultValue; keep(area); note.remove(); area.focus(); };
    note.append(button);
    area.after(note);
    area.value = kept.text;
    area.form.dataset.dirty = "1";
  };
  // Forms that are sent without leaving the page say so themselves.
  document.addEventListener("hall:done", (event) => all("textarea[data-autosave]", event.target).forEach((area) => storeOf(area).removeItem(keyOf(area))));
  const forgetSaved = () => {
    let sent = [];
    try { sent = JSON.parse(sessionStorage.getItem("nhap-gui") || "[]"); sessionStorage.removeItem("nhap-gui"); } catch { return; }
    if (!document.querySelector(".error-summary, .conflict, .page-error, .login")) sent.forEach((key) => { localStorage.removeItem(key); sessionStorage.removeItem(key); });
  };

  /* Dates: the weekday and "ngày nghỉ" show at once, and a calendar can be opened. */
  const weekdays = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
  const readDay = (text) => {
    const part = text.trim().match(/^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$/);
    if (!part) return null;
    const day = new Date(+part[3], part[2] - 1, +part[1]);
    return day.getMonth() === part[2] - 1 && day.getDate() === +part[1] ? day : null;
  };
  const dateField = (box) => {
    const input = box.querySelector("input");
    const hint = box.querySelector(".day-hint");
    let asked = 0;
    const show = async () => {
      const day = readDay(input.value);
      const turn = ++asked;
      hint.classList.remove("is-off");
      hint.textContent = day ? weekdays[day.getDay()] : input.value.trim() ? "Gõ ngày/tháng/năm, ví dụ 16/5/2026" : "";
      if (!day || !box.dataset.hintUrl) return;
      try {
        const answer = await fetch(box.dataset.hintUrl + "?date=" + encodeURIComponent(input.value.trim()), { headers: { "HX-Request": "true" } });
        if (!answer.ok || turn !== asked) return;
        const words = new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.trim();
        if (words) hint.textContent = words;
        hint.classList.toggle("is-off", /nghỉ/i.test(words));
      } catch { /* the weekday is already there */ }
    };
    input.addEventListener("input", show);
    if (input.value) show();
    if (!HTMLInputElement.prototype.showPicker) return;
    const picker = Object.assign(document.createElement("input"), { type: "date", className: "picker", tabIndex: -1 });
    picker.setAttribute("aria-hidden", "true");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "pick" });
    button.setAttribute("aria-label", "Chọn ngày trên lịch");
    button.innerHTML = '<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true"><path d="M3.500 5.500h13v11h-13zM3.500 8.500h13M7 3v3M13 3v3"/></svg>';
    button.onclick = () => {
      const day = readDay(input.value);
      if (day) picker.value = [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
      picker.showPicker();
    };
    picker.onchange = () => {
      const [year, month, day] = picker.value.split("-");
      if (!day) return;
      input.value = [day, month, year].join("/");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    input.after(button, picker);
  };

  const grow = (area) => {
    if (CSS.supports("field-sizing", "content")) return;
    area.rows = Math.min(30, Math.max(4, area.value.split("\n").reduce((sum, row) => sum + 1 + Math.floor(row.length / 80), 0)));
  };
  const setUp = (root) => {
    all("[data-date]:not([data-ready])", root).forEach((box) => { box.dataset.ready = "1"; dateField(box); });
    all("textarea:not([data-ready])", root).forEach((area) => {
      area.dataset.ready = "1";
      if (area.form && "autosave" in area.dataset) {
        restore(area);
        let timer;
        area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => keep(area), 400); });
      }
      area.addEventListener("input", () => grow(area));
      grow(area);
    });
  };
  if (matchMedia("(max-width: 767px)").matches) all("[data-fold]").forEach((box) => { if (!location.search || box.dataset.fold === "unused") box.open = false; });
  forgetSaved();
  setUp(document);
  // On a phone the tabs are one scrolling line: the page's own must be seen in it.
  all(".tabs [aria-current]").forEach((tab) => {
    const bar = tab.closest(".tabs");
    bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  });
  /* The board of petitions: the legend names the keys; a suggestion is written into the row, never saved by itself. */
  const boardRow = () => document.activeElement.closest("[data-board] [data-row]") || document.querySelector("[data-board] .is-here[data-row]");
  const boxOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const setBox = (row, name, value) => {
    const box = boxOf(row, name);
    if (box.type === "checkbox") box.checked = value ? true : !box.checked;
    else box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const takeHint = (row) => ["field", "competence", "triage", "is_urgent"].forEach((name) => {
    const value = row.getAttribute("data-take-" + name);
    if (value) setBox(row, name, value);
  });
  document.addEventListener("keydown", (event) => {
    const row = document.querySelector("[data-board]") && boardRow();
    if (!row || event.altKey || event.metaKey) return;
    const isTyping = typing(event.target) && event.target.type !== "checkbox";
    const save = event.ctrlKey ? event.key === "s" : event.key === "Enter" && (isTyping || event.target.tagName === "A");
    const key = isTyping || event.ctrlKey ? null : document.querySelector(`[data-board-keys] [data-key="${CSS.escape(event.key)}"]`);
    if (save) row.querySelector("[data-save]").click();
    else if (key) setBox(row, key.dataset.sets, key.dataset.value);
    else if (isTyping || event.ctrlKey) return;
    else if (event.key === "g") takeHint(row);
    else if (event.key === "m") row.querySelector("[name=chon]").click();
    else if (event.key === "o") row.querySelector("a[href]").click();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-board] [data-take]");
    if (button) { event.preventDefault(); takeHint(button.closest("tr")); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const sent = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (sent && "save" in sent.dataset) {
      // Refused: the row stays the current one, at the first box that is still empty.
      const row = (document.querySelector(`[data-board] [name=row][value="${sent.value}"]`) || sent).closest("tr.is-wrong");
      if (row) { row.classList.add("is-here"); (all("select", row).find((box) => !box.value) || row.querySelector("a[href]")).focus(); }
    }
    const done = document.querySelector("[data-board] tr [data-done]:not([data-seen])");
    if (!done) return;
    done.dataset.seen = "1";
    const form = done.closest("form");
    if (!all("[data-row] select", form).some((box) => box.value)) delete form.dataset.dirty;
    let next = done.closest("tr");
    do next = next.nextElementSibling; while (next && !("row" in next.dataset));
    all("[data-board] .is-here").forEach((row) => row.classList.remove("is-here"));
    if (next) { next.classList.add("is-here"); next.querySelector("a[href]").focus(); }
  });
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();
