/* The secretary's desk: its keys, the queue by hand, the outcome beside it, and what it shows while the network is away.
   Without it every button and link of the desk still does its work. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const desk = one(".desk");
  if (!desk) return;
  const isTyping = (node) => node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !["checkbox", "radio", "button", "submit"].includes(node.type);

  /* --- keys: every button names its own (data-hotkey, the place on the keyboard: an input method changes nothing) --- */
  const keys = document.getElementById("desk-keys-on");
  const setting = "ban-thu-ky-phim";
  try { keys.checked = localStorage.getItem(setting) !== "tat"; } catch { /* on, as without a store */ }
  const mark = () => document.body.classList.toggle("has-keys", keys.checked);
  keys.addEventListener("change", () => { try { localStorage.setItem(setting, keys.checked ? "" : "tat"); } catch { } mark(); });
  mark();
  all("[hidden][data-dialog='desk-keys']").forEach((button) => { button.hidden = false; });

  /* The hour of the server, whatever the device's clock says. */
  const wall = one("[data-wall]");
  const began = performance.now();
  setInterval(() => {
    const now = new Date(Number(wall.dataset.wall) * 1000 + performance.now() - began);
    wall.textContent = now.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  }, 1000);

  /* Buttons that have just changed, or moved, take neither a second click nor a finger on its way. */
  const looks = new Map();
  const settling = new Map();
  const lookOf = (part) => all("[data-row], [data-hotkey][formaction]", part).map((node) => node.dataset.row || node.getAttribute("formaction")).join(" ");
  desk.addEventListener("hall:drawn", ({ target }) => {
    const look = lookOf(target);
    if (looks.has(target) && looks.get(target) !== look) {
      target.classList.add("is-fresh");
      clearTimeout(settling.get(target));
      settling.set(target, setTimeout(() => target.classList.remove("is-fresh"), 350));
    }
    looks.set(target, look);
  });
  all("[data-part]", desk).forEach((part) => looks.set(part, lookOf(part)));

  const rows = () => all("[data-row]", desk);
  const chosen = () => document.activeElement && document.activeElement.closest("[data-row]");
  const walk = (step) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(chosen());
    list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + step))].focus();
  };
  const press = (button) => button && button.click();

  let last = {};
  document.addEventListener("keydown", (event) => {
    const here = event.target;
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && isTyping(here)) { here.blur(); return; }
    if (event.key === "Enter" && event.ctrlKey && here.form) {
      event.preventDefault();
      const begin = one("[data-begin]", here.form);
      begin ? begin.click() : here.form.requestSubmit();
      return;
    }
    if (isTyping(here) || event.ctrlKey || event.metaKey) return;
    const row = chosen();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (here.closest("[data-tabs], details[open]")) return;
      event.preventDefault();
      if (event.altKey) press(row && one(event.key === "ArrowUp" ? "[data-up]" : "[data-down]", row));
      else walk(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if (event.altKey) return;
    if (row && here === row && event.key === "Enter") { event.preventDefault(); press(one("[data-call]", row)); return; }
    if (row && here === row && event.key === "Delete") { event.preventDefault(); press(one("[data-withdraw]", row)); return; }
    if (!keys.checked && event.key !== "?") return;
    if (/^[1-5]$/.test(event.key)) {
      const choice = all("[name=outcome]", outcome)[event.key - 1];
      if (choice && !outcome.hidden) { event.preventDefault(); choice.click(); choice.focus(); }
      return;
    }
    const wanted = event.key === "?" ? "?" : event.code;
    const target = all(`[data-hotkey="${CSS.escape(wanted)}"]`).find((node) => !node.disabled && !node.closest("[hidden]"));
    // A key held down, or hit twice at once, is one press.
    const isTwice = last.key === wanted && performance.now() - last.at < 500;
    last = { key: wanted, at: performance.now() };
    if (target && (event.repeat || isTwice)) { event.preventDefault(); return; }
    if (!target) return;
    event.preventDefault();
    if (isTyping(target)) { target.focus(); target.select(); } else target.click();
  });

  /* --- the queue by hand: a row is dragged by its grip, with mouse, pen or finger --- */
  desk.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    const row = grip.closest("[data-row]");
    const list = row.parentNode;
    const part = row.closest("[data-part]");
    const before = row.nextElementSibling;
    event.preventDefault();
    part.setAttribute("data-dragging", "");
    row.classList.add("is-dragged");
    const follow = (move) => {
      const over = rows().find((other) => { const box = other.getBoundingClientRect(); return other !== row && move.clientY < box.top + box.height / 2; });
      if (over !== row.nextElementSibling) list.insertBefore(row, over || null);
      const frame = list.closest(".desk-queue").getBoundingClientRect();
      if (move.clientY > frame.bottom - 40) list.closest(".desk-queue").scrollBy(0, 12);
      else if (move.clientY < frame.top + 40) list.closest(".desk-queue").scrollBy(0, -12);
    };
    const done = (end) => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", done);
      removeEventListener("pointercancel", done);
      part.removeAttribute("data-dragging");
      row.classList.remove("is-dragged");
      if (end.type === "pointercancel") { list.insertBefore(row, before); return; }
      if (row.nextElementSibling !== before) place(row);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", done);
    addEventListener("pointercancel", done);
  });
  // The same act as the buttons beside it, with the row that now stands behind.
  const place = (row) => {
    const button = one("[data-up]", row) || one("[data-down]", row);
    if (!button) return;
    button.value = row.nextElementSibling ? row.nextElementSibling.dataset.row : "";
    button.dataset.label = "Chuyển chỗ";
    button.click();
  };

  document.addEventListener("hall:done", () => all("details[open][data-hold]", desk).forEach((menu) => { menu.open = false; }));
  /* A menu at the lower edge of the queue is brought into sight. */
  desk.addEventListener("toggle", (event) => {
    const list = event.target.open && event.target.querySelector("ul");
    if (list) list.scrollIntoView({ block: "nearest" });
  }, true);

  /* --- somebody is added; an answer or a follow-up names what it belongs to --- */
  const add = one("[data-add]");
  const box = (name) => add.elements[name];
  const belongs = (kind, key, about) => {
    const line = one("[data-about-line]", add);
    all("option[data-own]", box("kind")).forEach((option) => option.remove());
    box("answers_to").value = key || "";
    line.hidden = !key;
    one("[data-about-tick]", line).hidden = kind !== "follow_up";
    if (kind !== "follow_up") box("is_unsatisfied").checked = false;
    if (!key) { box("kind").selectedIndex = 0; box("speaker").removeAttribute("list"); return; }
    one("[data-about-words]", line).textContent = `${kind === "follow_up" ? "Hỏi lại câu trả lời cho" : "Trả lời ý kiến của"} ${about}`;
    const option = new Option(kind === "follow_up" ? "Hỏi lại câu trả lời" : "Đơn vị trả lời", kind, true, true);
    option.dataset.own = "";
    box("kind").add(option, 0);
    box("kind").value = kind;
    if (kind === "unit_answer") box("speaker").setAttribute("list", "answerers"); else box("speaker").removeAttribute("list");
  };
  if (add) {
    document.addEventListener("click", (event) => {
      const answer = event.target.closest("[data-answer]");
      if (answer) {
        event.preventDefault();
        belongs(answer.dataset.answer, answer.dataset.to, answer.dataset.about);
        box("speaker").value = answer.dataset.speaker || "";
        box("place").value = answer.dataset.place || "";
        add.scrollIntoView({ block: "nearest" });
        (answer.dataset.speaker ? one("[data-begin]", add) || box("speaker") : box("speaker")).focus();
      }
      if (event.target.closest("[data-about-drop]")) { event.preventDefault(); add.reset(); belongs(); box("speaker").focus(); }
    });
    // Who was called at once speaks: the keys of the desk are wanted again. Who was written down may be followed by the next.
    add.addEventListener("hall:done", (event) => {
      belongs();
      if (event.detail.button && "begin" in event.detail.button.dataset) setTimeout(() => document.activeElement.blur());
    });
    box("speaker").addEventListener("change", () => {
      const known = all("#answerers option").find((option) => option.value === box("speaker").value);
      if (known && box("kind").value === "unit_answer" && !box("place").value) box("place").value = known.dataset.place;
    });
  }

  /* --- the outcome beside the floor: the form's own page, fetched as a part and kept for when the network is away --- */
  const outcome = document.getElementById("outcome");
  const matters = document.getElementById("matters");
  const forms = new Map();
  // Recorded here a moment ago; the floor may still be drawn as it was before.
  const settled = new Set();
  const get = async (url) => {
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}manh=1`, { headers: { "X-Hall": "1" }, credentials: "same-origin", cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  };
  const keyOf = (link) => `${link.dataset.outcome}.${link.dataset.version}`;
  const keepForms = () => all("[data-outcome]", desk).forEach(async (link) => {
    const key = keyOf(link);
    if (forms.has(key)) return;
    forms.set(key, "");
    try { forms.set(key, await get(link.dataset.url)); } catch { forms.delete(key); }
  });
  const tab = (name) => {
    all("[data-tab]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.tab === name)));
    all("[data-panel]").forEach((panel) => { panel.hidden = panel.dataset.panel !== name; });
  };
  const note = (text) => { outcome.replaceChildren(Object.assign(document.createElement("p"), { className: "muted desk-hint", textContent: text })); forget(); };
  const forget = () => { delete outcome.dataset.about; delete outcome.dataset.key; delete outcome.dataset.asked; };
  const isUsed = () => Boolean(one("form[data-touched]", outcome)) || outcome.contains(document.activeElement);
  outcome.addEventListener("input", (event) => { if (event.target.form) event.target.form.dataset.touched = "1"; });
  const showOutcome = (link, html) => {
    const head = Object.assign(document.createElement("h2"), { textContent: link.dataset.name, title: link.dataset.name });
    outcome.innerHTML = html;
    outcome.prepend(head);
    outcome.dataset.about = link.dataset.outcome;
    outcome.dataset.key = keyOf(link);
    outcome.scrollTop = 0;
    // The house's script sets up dates and the texts kept on this device.
    outcome.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
    const kept = one(".autosave-note", outcome);
    if (kept) one("form", outcome).dataset.touched = "1";
  };
  const openOutcome = async (link) => {
    tab("outcome");
    // What the chair has said since it was drawn belongs into a form in which nobody has typed yet.
    if (outcome.dataset.about !== link.dataset.outcome || (outcome.dataset.key !== keyOf(link) && !one("form[data-touched]", outcome))) {
      let html = forms.get(keyOf(link)) || "";
      try { html = await get(link.dataset.url); } catch { if (!html) { note("Mất kết nối: kết quả của lượt này ghi được ngay khi có mạng lại."); return; } }
      forms.set(keyOf(link), html);
      if (outcome.dataset.about !== link.dataset.outcome || !one("form[data-touched]", outcome)) showOutcome(link, html);
    }
    outcome.dataset.asked = "1";
    const first = one("textarea", outcome) || one("input:not([type=hidden])", outcome);
    if (first) { first.focus({ preventScroll: true }); if (first.setSelectionRange) first.setSelectionRange(first.value.length, first.value.length); }
    if (matchMedia("(max-width: 1023px)").matches) outcome.scrollIntoView({ block: "start" });
  };
  // The form of who speaks, or spoke last, lies ready by itself; one in which somebody has begun to type is left alone.
  const offer = () => {
    const link = one("[data-part=floor] [data-outcome]", desk);
    if (!link || outcome.dataset.key === keyOf(link) || settled.has(link.dataset.outcome)) return;
    const html = forms.get(keyOf(link));
    if (!html) return;
    if (!isUsed()) { delete outcome.dataset.asked; showOutcome(link, html); }
    else if (outcome.dataset.about === link.dataset.outcome) { takeOver(html); outcome.dataset.key = keyOf(link); }
  };
  // Somebody types already: of what the chair has said since only boxes that are still empty are filled in.
  const takeOver = (html) => {
    const form = one("form", outcome);
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const said = one("[name=outcome]:checked", fresh);
    if (!said || one("[name=outcome]:checked", form)) return;
    one(`[name=outcome][value="${said.value}"]`, form).checked = true;
    ["unit", "due_on"].forEach((name) => {
      const from = one(`[name=${name}]`, fresh);
      if (from && form.elements[name] && !form.elements[name].value) form.elements[name].value = from.value;
    });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-outcome]");
    if (link && !event.ctrlKey && !event.metaKey) { event.preventDefault(); openOutcome(link); }
    const button = event.target.closest("[data-tab]");
    if (!button) return;
    tab(button.dataset.tab);
    if (button.dataset.tab === "matters") openMatters();
  });
  outcome.addEventListener("hall:done", (event) => {
    settled.add(outcome.dataset.about);
    note(event.detail.ok ? "Đã ghi. Kết quả vào biên bản và danh sách kiến nghị." : "Được giữ trên máy này, tự gửi khi có mạng.");
    document.activeElement.blur();
  });
  const openMatters = async () => {
    if (!matters.dataset.url) return;
    try {
      if (!matters.dataset.here) {
        matters.innerHTML = await get(matters.dataset.url);
        matters.dataset.here = "1";
        if (window.htmx) window.htmx.process(matters);
      }
      const search = one("input[type=search], input:not([type=hidden])", matters);
      if (search) search.focus();
    } catch { /* its link stays */ }
  };
  matters.addEventListener("hall:done", () => document.dispatchEvent(new CustomEvent("hall:refresh")));
  all("[data-tabs]").forEach((tabs) => { tabs.hidden = false; });
  desk.addEventListener("hall:drawn", (event) => {
    if (event.target.dataset.part !== "outcomes" && event.target.dataset.part !== "floor") return;
    keepForms();
    const about = outcome.dataset.about;
    const form = one("form", outcome);
    if (about && form && !one("[data-sending]", form) && !one(`[data-outcome="${CSS.escape(about)}"]`, desk)) {
      form.prepend(Object.assign(document.createElement("p"), { className: "hall-error", textContent: "Lượt này đã được ghi kết quả hoặc đưa lại hàng chờ. Chép lại lời cần giữ rồi chọn lượt khác." }));
      forget();
    }
  });
  keepForms();
  setInterval(offer, 700);

  /* --- the network is away: who was called is shown with a running clock all the same --- */
  const floor = one("[data-part=floor]", desk);
  const local = document.getElementById("local-floor");
  const showLocal = (name, place) => {
    floor.replaceChildren(local.content.cloneNode(true));
    one("[data-fill=name]", floor).textContent = name;
    one("[data-fill=place]", floor).textContent = place;
    one("[name=speaker]", floor).value = name;
  };
  document.addEventListener("hall:kept", (event) => {
    const { act, button } = event.detail;
    const value = (name) => (act.body.find(([key]) => key === name) || [])[1] || "";
    const row = button && button.closest("[data-row]");
    if (button && "call" in button.dataset || (button && button.dataset.hotkey === "KeyM")) {
      showLocal(act.who, (button.closest("[data-place]") || button).dataset.place || "");
      const waiting = row || rows()[0];
      if (waiting) waiting.remove();
      const next = rows()[0];
      if (next) one("[data-call]", next).dataset.hotkey = "KeyM";
    } else if (button && "begin" in button.dataset || event.target.id === "answer-by-chair") {
      showLocal(value("speaker"), value("place"));
    } else if (act.label === "Kết thúc lượt") {
      const said = Object.assign(document.createElement("p"), { className: "desk-eyebrow", textContent: `${act.who || value("speaker")} đã nói xong · ghi trên máy này, chờ mạng` });
      floor.replaceChildren(said);
    } else if (event.target === add) {
      const list = one("[data-rows]", desk);
      const item = Object.assign(document.createElement("li"), { className: "desk-row is-local", textContent: `${value("speaker")}${value("place") ? ", " + value("place") : ""} · chờ mạng` });
      if (list) list.append(item);
    }
  });
})();
