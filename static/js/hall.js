/* The hall's own script: live regions, clocks, acts that survive a lost network. Only hall pages load it; without it
   they are plain pages with plain forms. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* --- clocks: the server says how many seconds were spoken; from there the device's own steady clock counts. A wall
     clock that jumps moves nothing. --- */
  const two = (number) => String(number).padStart(2, "0");
  const clockText = (seconds) => `${seconds < 0 ? "−" : ""}${Math.floor(Math.abs(seconds) / 60)}:${two(Math.abs(seconds) % 60)}`;
  const begun = new WeakMap();
  const tick = () => {
    all("[data-clock]").forEach((clock) => {
      if (!begun.has(clock)) begun.set(clock, performance.now());
      const passed = clock.dataset.running ? Math.floor((performance.now() - begun.get(clock)) / 1000) : 0;
      const net = Number(clock.dataset.net) + passed;
      const limit = Number(clock.dataset.limit) || 0;
      const left = limit - net;
      const text = clockText(limit ? left : net);
      const words = clock.querySelector("[data-clock-text]") || clock;
      if (words.textContent !== text) words.textContent = text;
      clock.classList.toggle("is-soon", limit > 0 && left >= 0 && left <= Math.max(30, limit / 5));
      clock.classList.toggle("is-over", limit > 0 && left < 0);
    });
    all("[data-since]").forEach((since) => {
      const words = `${Math.max(0, Math.floor((Date.now() / 1000 - Number(since.dataset.since)) / 60))} phút`;
      if (since.textContent !== words) since.textContent = words;
    });
  };
  setInterval(tick, 250);

  /* --- live regions: asked again and again, drawn anew only when the server says that something changed --- */
  const regions = new Map();
  let away = 0;
  // A button that is just being pressed is not drawn away under the finger.
  let pressed = null;
  let pressedAt = 0;
  document.addEventListener("pointerdown", (event) => { pressed = event.target; pressedAt = performance.now(); }, true);
  ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, () => setTimeout(() => { pressed = null; }, 50), true));
  const isBusy = (region) => {
    const here = document.activeElement;
    const typing = here && region.contains(here) && /^(INPUT|TEXTAREA|SELECT)$/.test(here.tagName) && (here.tagName === "SELECT" || here.value !== here.defaultValue);
    return typing || (pressed && performance.now() - pressedAt < 2000 && region.contains(pressed)) || region.querySelector("dialog[open], details[open][data-hold]") || region.hasAttribute("data-dragging");
  };
  // Where the focus was, in words that hold after the region was drawn anew.
  const placeOf = (node) => {
    const of = (name) => `[${name}="${CSS.escape(node.getAttribute(name))}"]`;
    if (node.id) return `#${CSS.escape(node.id)}`;
    const name = ["data-key", "formaction", "href"].find((one) => node.hasAttribute(one));
    return name ? of(name) + (node.dataset.label ? of("data-label") : "") : "";
  };
  const draw = (region, html) => {
    const here = document.activeElement;
    const mark = here && region.contains(here) ? placeOf(here) : "";
    const near = mark && here.closest("[id]") ? here.closest("[id]").id : "";
    const open = all("details[open][id]", region).map((box) => box.id);
    region.innerHTML = html;
    open.forEach((id) => { const box = document.getElementById(id); if (box) box.open = true; });
    if (mark) {
      const again = region.querySelector(mark) || (region.contains(document.getElementById(near)) && document.getElementById(near));
      if (again) again.focus({ preventScroll: true });
    }
    tick();
    region.dispatchEvent(new CustomEvent("hall:drawn", { bubbles: true }));
  };
  // A region with data-parts draws only those of its [data-part]s that changed: what is typed or dragged beside them
  // stays. The token that Django draws anew each time is no change. False: a busy part was left for the next time.
  const known = new WeakMap();
  const plain = (html) => html.replace(/value="[A-Za-z0-9]{64}"/g, "");
  const drawParts = (region, html) => {
    let whole = true;
    all("[data-part]", new DOMParser().parseFromString(html, "text/html")).forEach((fresh) => {
      const part = region.querySelector(`[data-part="${CSS.escape(fresh.dataset.part)}"]`);
      if (!part || known.get(part) === plain(fresh.innerHTML)) return;
      if (isBusy(part)) { whole = false; return; }
      known.set(part, plain(fresh.innerHTML));
      draw(part, fresh.innerHTML);
    });
    return whole;
  };
  const ask = async (region) => {
    const state = regions.get(region);
    if (!region.isConnected) return;
    // What is on its way may be older than the act that was just done: it is asked once more.
    if (state.asking) { state.again = true; return; }
    state.asking = true;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 8000);
    try {
      const headers = { "X-Hall": "1" };
      if (state.tag) headers["If-None-Match"] = state.tag;
      const answer = await fetch(region.dataset.live, { headers, signal: stop.signal, cache: "no-store", credentials: "same-origin" });
      if (answer.redirected || answer.status === 403) { gone(answer); return; }
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      if (answer.status === 200) {
        const html = await answer.text();
        renew(html);
        const parts = "parts" in region.dataset;
        if (parts ? drawParts(region, html) : !isBusy(region)) {
          state.tag = answer.headers.get("ETag") || "";
          if (!parts) draw(region, html);
        }
      }
      back();
    } catch {
      lost();
    } finally {
      clearTimeout(timer);
      state.asking = false;
      if (state.again) { state.again = false; ask(region); }
    }
  };
  const refresh = (anew = false) => regions.forEach((state, region) => { if (anew) state.tag = ""; ask(region); });
  // The session is over: what comes after signing in again has a new token, so everything is asked anew then.
  const gone = () => {
    all("[data-signed-out]").forEach((box) => { box.hidden = false; });
    regions.forEach((state) => { state.tag = ""; });
  };
  const renew = (html) => {
    const fresh = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(html);
    if (fresh) all("[name=csrfmiddlewaretoken]").forEach((box) => { box.value = fresh[1]; });
    all("[data-signed-out]").forEach((box) => { box.hidden = true; });
  };
  const lost = () => { if (++away === 2) all("[data-offline]").forEach((box) => { box.hidden = false; }); };
  const back = () => {
    if (away >= 2) { all("[data-offline]").forEach((box) => { box.hidden = true; }); away = 0; refresh(true); }
    away = 0;
    flush();
  };
  const watch = () => {
    regions.forEach((_, region) => region.isConnected || regions.delete(region));
    all("[data-live]").forEach((region) => {
      if (regions.has(region)) return;
      regions.set(region, { tag: region.dataset.tag || "", asking: false, next: 0 });
    });
    const now = performance.now();
    regions.forEach((state, region) => {
      if (document.hidden && !("always" in region.dataset)) return;
      if (now < state.next || state.asking) return;
      const every = Number(region.dataset.every) || 1000;
      // Two hundred phones do not ask in step; a lost server is not asked every second.
      state.next = now + every * (0.9 + Math.random() / 5) * (away > 3 ? 3 : 1);
      ask(region);
    });
  };
  setInterval(watch, 200);
  // A device that slept has a clock that stood: everything is asked anew.
  let wall = Date.now();
  setInterval(() => { if (Date.now() - wall > 6000) refresh(true); wall = Date.now(); }, 1000);
  document.addEventListener("visibilitychange", () => document.hidden || refresh(true));
  addEventListener("online", () => refresh(true));

  /* --- acts: written down on the device first, then sent in order, each with a key of its own, so that one sent twice
     is done once. A lost network, a closed tab or a server that starts anew loses none. --- */
  // <body data-hall="conference:person">: what one person left unsent is never sent in another's name.
  const store = `hoi-truong:${document.body.dataset.hall || location.pathname}`;
  const page = String(Math.random());
  let memory = null;
  const read = () => { try { return memory || JSON.parse(localStorage.getItem(store) || "[]"); } catch { return memory || []; } };
  const write = (acts) => {
    try { acts.length ? localStorage.setItem(store, JSON.stringify(acts)) : localStorage.removeItem(store); memory = null; } catch { memory = acts; }
  };
  const change = (key, values) => write(read().map((act) => (act.key === key ? { ...act, ...values } : act)));
  const drop = (key) => write(read().filter((act) => act.key !== key));
  const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")).slice(0, 40);
  const token = () => (document.querySelector("[name=csrfmiddlewaretoken]") || {}).value || "";
  const words = (act) => act.label + (act.who ? `: ${act.who}` : "");
  // What a person typed, as far as it is words: it stands beside the act that waits, to be written down by hand at need.
  const shown = ["speaker", "name", "place", "topic", "summary", "answered_by", "answer", "reason"];

  const show = () => all("[data-unsent]").forEach((box) => {
    const acts = read().filter((act) => act.kept || act.refused);
    box.hidden = !acts.length;
    box.replaceChildren(...acts.map((act) => {
      const row = document.createElement("li");
      const at = new Date(act.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
      row.classList.toggle("is-refused", Boolean(act.refused));
      row.append(Object.assign(document.createElement("span"), { textContent: `${at} · ${words(act)}: ${act.refused ? `chưa ghi được. ${act.refused}` : "chờ mạng để gửi"}` }));
      const typed = act.body.filter(([name, value]) => value && shown.includes(name)).map(([, value]) => value).join(" · ");
      if (typed) row.append(Object.assign(document.createElement("small"), { textContent: typed }));
      if (act.refused) {
        const seen = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline btn-sm", textContent: "Đã xem, bỏ khỏi danh sách" });
        seen.onclick = () => { drop(act.key); show(); };
        row.append(seen);
      }
      return row;
    }));
  });

  const tell = (said, isWrong) => all("[data-said]").forEach((box) => {
    box.textContent = said || "";
    box.classList.toggle("is-wrong", Boolean(isWrong));
  });

  // How long ago, not when: the device's wall clock may be wrong, and may jump while the act waits.
  const ago = (act) => Math.max(0, Math.round((act.page === page ? performance.now() - act.mark : Date.now() - act.at) / 1000));
  const send = async (act) => {
    const body = new URLSearchParams(act.body);
    body.set("csrfmiddlewaretoken", token());
    body.set("key", act.key);
    body.set("ago", String(ago(act)));
    // Whose page it was pressed on: the session may be another person's by now.
    body.set("hall", document.body.dataset.hall || "");
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 10000);
    try {
      const answer = await fetch(act.url, { method: "POST", body, headers: { "X-Hall": "1" }, signal: stop.signal, credentials: "same-origin" });
      if ((answer.headers.get("Content-Type") || "").includes("json")) return { status: answer.status, ...(await answer.json()) };
      if (answer.redirected || answer.status === 403) gone();
      // A page instead of an answer: a proxy whose server starts anew, a session that is over: it is tried again.
      if (answer.redirected || [403, 502, 503, 504].includes(answer.status) || (answer.status === 500 && (act.tries || 0) < 5)) throw new Error(String(answer.status));
      return { ok: answer.ok, said: answer.ok ? "" : "Việc này không ghi được (trang đã cũ). Hãy xem lại và ghi lại nếu còn cần." };
    } finally {
      clearTimeout(timer);
    }
  };

  // The forms of this page that wait for the answer to their act; an act whose form waits no more is "late".
  const forms = new Map();
  let sending = false;
  const flush = async () => {
    if (sending) return;
    sending = true;
    let sent = 0;
    try {
      for (let act = read().find((one) => !one.refused); act; act = read().find((one) => !one.refused)) {
        let answer;
        try { answer = await send(act); } catch { keep(act); lost(); return; }
        const done = forms.get(act.key);
        forms.delete(act.key);
        if (answer.ok || done) drop(act.key); else change(act.key, { refused: answer.said });
        if (done) done(answer);
        tell(answer.said, !answer.ok);
        sent += 1;
      }
    } finally {
      sending = false;
      settle();
      show();
      if (sent) refresh();
    }
  };
  // Another tab of the same person may have sent an act of this one: its form waits no more, and can be pressed again.
  const settle = () => {
    const acts = new Map(read().map((act) => [act.key, act]));
    forms.forEach((done, key) => {
      const act = acts.get(key);
      if (act && !act.refused) return;
      forms.delete(key);
      if (act) drop(key);
      done(act ? { ok: false, said: act.refused } : { ok: true });
    });
  };
  const keep = (failed) => {
    change(failed.key, { tries: (failed.tries || 0) + 1 });
    read().forEach((act) => { if (!act.kept) change(act.key, { kept: true }); });
    forms.forEach((done) => done({ kept: true }));
    forms.clear();
    show();
  };
  setInterval(() => { if (read().some((act) => !act.refused)) flush(); }, 3000);

  const bodyOf = (form, button) => {
    const body = [...new FormData(form).entries()].filter(([, value]) => typeof value === "string");
    if (button && button.name) body.push([button.name, button.value]);
    return body;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-hall]") || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    const pressed = button || form;
    if (pressed.dataset.sending) return;
    pressed.dataset.sending = "1";
    const act = {
      url: (button && button.getAttribute("formaction")) || form.action, body: bodyOf(form, button), key: newKey(), at: Date.now(), page, mark: performance.now(),
      label: (button && button.dataset.label) || form.dataset.label || (button ? button.textContent.trim() : "Việc"), who: (((button && button.closest("[data-who]")) || form).dataset.who) || "",
    };
    forms.set(act.key, (answer) => {
      delete pressed.dataset.sending;
      if (answer.kept) {
        tell("Mất kết nối: việc này được giữ trên máy và tự gửi khi có mạng.", true);
        form.dispatchEvent(new CustomEvent("hall:kept", { bubbles: true, detail: { act, button } }));
        cleared(form, {}, button);
      } else answer.ok ? cleared(form, answer, button) : wrong(form, answer);
      // What was opened to choose from is closed by the choice; the part that it held up is drawn anew.
      const sheet = (answer.kept || answer.ok) && pressed.closest("details[data-hold]");
      if (sheet) sheet.open = false;
    });
    write([...read(), act]);
    flush();
  }, true);

  const cleared = (form, answer, button) => {
    all(".hall-error", form).forEach((box) => box.remove());
    delete form.dataset.dirty;
    if ("keep" in form.dataset) { /* its values stay for the next one */ } else form.reset();
    const dialog = form.closest("dialog");
    if (dialog && dialog.open) dialog.close();
    form.dispatchEvent(new CustomEvent("hall:done", { bubbles: true, detail: { ...answer, button } }));
    const next = form.querySelector("[data-next]");
    if (next && form.contains(document.activeElement)) next.focus();
  };
  const wrong = (form, answer) => {
    all(".hall-error", form).forEach((box) => box.remove());
    const box = Object.assign(document.createElement("p"), { className: "hall-error", textContent: answer.said });
    box.setAttribute("role", "alert");
    form.append(box);
    box.scrollIntoView({ block: "nearest" });
    const first = answer.errors && form.elements[Object.keys(answer.errors)[0]];
    if (first && first.focus) first.focus();
  };

  // Other scripts of the hall's pages ask for fresh parts by this.
  document.addEventListener("hall:refresh", () => refresh(true));
  show();
  tick();
  flush();
})();
