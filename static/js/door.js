/* The door's page: search as one types, the camera, and the guests' names for when the network is away. The acts
   themselves are sent by hall.js; without either script the page is plain forms. */
(() => {
  "use strict";
  const door = document.querySelector(".door");
  if (!door) return;
  const list = document.getElementById("door-list");
  const search = document.querySelector("[data-door-search]");
  const scan = document.querySelector(".door-scan");
  const codeForm = document.getElementById("door-code");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const isAway = () => Boolean(document.querySelector("[data-offline]:not([hidden])"));

  /* --- the roster: names and codes in this page's memory only, never stored on the device --- */
  let guests = [];
  const load = async () => {
    if (!door.dataset.roster) return;
    try {
      const answer = await fetch(door.dataset.roster, { headers: { "X-Hall": "1" }, credentials: "same-origin" });
      if (answer.ok) guests = (await answer.json()).guests.map(([pk, name, about, code, presence, folded]) => ({ pk: String(pk), name, about, code, presence, folded }));
    } catch { /* asked again later */ }
  };
  load();
  setInterval(() => isAway() || load(), 60000);
  const mark = (act) => {
    const said = Object.fromEntries(act.body);
    const code = said.code ? codeIn(said.code) : "";
    const guest = guests.find((one) => one.pk === said.invitation || (code && one.code === code));
    if (guest) guest.presence = said.presence || "present";
    return guest;
  };

  /* --- the list: the server searches; without it the roster does --- */
  const query = () => {
    const values = new URLSearchParams([...new FormData(search).entries()].filter(([, value]) => value));
    return values.toString();
  };
  const drawAway = () => {
    const wanted = fold(search.tim.value).split(/\s+/).filter(Boolean);
    const found = guests.filter((guest) => wanted.every((word) => guest.folded.includes(word)));
    const words = Object.assign(document.createElement("p"), { className: "door-found", textContent: `Không có mạng: ${found.length} người theo danh sách trên máy này` });
    const rows = Object.assign(document.createElement("ul"), { className: "guests" });
    found.slice(0, 20).forEach((guest) => {
      const row = document.getElementById("guest-row").content.cloneNode(true);
      row.querySelector("strong").textContent = guest.name;
      row.querySelector("span").textContent = guest.about;
      const form = row.querySelector("form");
      form.dataset.who = guest.name;
      form.querySelector("[name=invitation]").value = guest.pk;
      if (guest.presence) form.replaceWith(kept(guest.presence === "absent" ? "Đã ghi vắng" : "Đã ghi có mặt"));
      rows.append(row);
    });
    list.replaceChildren(words, rows);
  };
  const kept = (words) => Object.assign(document.createElement("p"), { className: "guest-kept", textContent: words });
  let timer = 0;
  const ask = () => {
    const asked = query();
    door.dataset.live = door.dataset.liveBase + (asked ? `?${asked}` : "");
    history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
    if (isAway() && guests.length) drawAway();
    else document.dispatchEvent(new CustomEvent("hall:refresh"));
  };
  if (search) {
    // On a phone the list, not the page's head, belongs above the keyboard.
    if (matchMedia("(max-width: 767px)").matches) search.tim.addEventListener("focus", () => setTimeout(() => list.scrollIntoView({ block: "start" }), 250));
    search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      ask();
      // Enter with one guest left means that guest.
      const only = list.querySelectorAll(".guest");
      const yes = only.length === 1 && only[0].querySelector(".guest-yes");
      if (yes && search.tim.value.trim() && document.activeElement === search.tim) yes.focus();
    });
    search.querySelector("button").hidden = true;
  }
  // Groups, pages and "the whole list" narrow the list in place.
  door.addEventListener("click", (event) => {
    const link = event.target.closest("[data-part] a[href]");
    if (link && search && !event.ctrlKey && !event.metaKey && link.pathname === search.getAttribute("action")) {
      event.preventDefault();
      const wanted = new URLSearchParams(link.search);
      if (wanted.has("phien") !== new URLSearchParams(location.search).has("phien")) { location.assign(link.href); return; }
      ["tim", "nhom", "xem"].forEach((name) => { search.elements[name].value = wanted.get(name) || ""; });
      ask();
      if (wanted.has("trang")) {
        door.dataset.live = `${door.dataset.liveBase}?${wanted}`;
        document.dispatchEvent(new CustomEvent("hall:refresh"));
      }
      list.scrollIntoView({ block: "nearest" });
    }
    const stranger = event.target.closest("[data-walk-in]");
    const form = document.getElementById("door-walk-in");
    const body = event.target.closest("[data-with]");
    if (body && form) {
      form.elements.place.value = body.dataset.with;
      form.elements.group.value = [...form.elements.group.options].some((one) => one.value === body.dataset.group) ? body.dataset.group : "";
      form.scrollIntoView({ block: "center" });
      form.elements.name.focus();
    }
    if (stranger && form) {
      form.elements.name.value = stranger.dataset.walkIn.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase());
      form.scrollIntoView({ block: "center" });
      form.elements.place.focus();
    }
  });
  // What is kept on the device shows as done on its line.
  document.addEventListener("hall:kept", (event) => {
    const guest = mark(event.detail.act);
    const row = event.target.closest(".guest");
    if (row) row.querySelectorAll(".guest-acts").forEach((acts) => acts.replaceWith(kept("Đã ghi trên máy, chờ gửi")));
    if (event.target === codeForm && guest) tell(`${guest.name}: đã ghi trên máy, chờ gửi.`, false);
  });
  document.addEventListener("hall:done", (event) => {
    if (event.target === codeForm) { sound(true); return; }
    event.target.querySelectorAll("details[open]").forEach((box) => { box.open = false; });
    if (event.target.closest(".guest") && search && search.tim.value) {
      search.tim.value = "";
      ask();
      if (matchMedia("(pointer: fine)").matches) search.tim.focus();
    }
  });

  // Lines may have moved under the finger: what was just drawn takes no touch for a moment.
  let settling = 0;
  list.addEventListener("hall:drawn", () => {
    list.classList.add("is-fresh");
    clearTimeout(settling);
    settling = setTimeout(() => list.classList.remove("is-fresh"), 300);
  });

  /* --- codes --- */
  const codeIn = (text) => {
    const found = text.match(/\/diem-danh\/([^/?#\s]+)/i);
    return (found ? found[1] : text).toUpperCase().replace(/[^0-9A-Z]/g, "");
  };
  const box = scan && scan.querySelector("[data-camera]");
  const said = scan && document.querySelector(".door-top [data-said]");
  const tell = (words, isWrong) => {
    document.querySelectorAll("[data-said]").forEach((one) => {
      one.textContent = words;
      one.classList.toggle("is-wrong", Boolean(isWrong));
    });
  };
  let sounds = null;
  const sound = (isGood) => {
    try {
      sounds = sounds || new AudioContext();
      const tone = sounds.createOscillator();
      tone.frequency.value = isGood ? 880 : 220;
      tone.connect(sounds.destination);
      tone.start();
      tone.stop(sounds.currentTime + (isGood ? 0.08 : 0.3));
      if (navigator.vibrate) navigator.vibrate(isGood ? 60 : [80, 60, 80]);
    } catch { /* a silent device */ }
  };
  // A refusal stays until the next touch, with its own sound; what went well makes room again.
  let leaving = 0;
  if (said) new MutationObserver(() => {
    clearTimeout(leaving);
    if (!said.textContent) return;
    // Below the fold of a phone it would not be seen; over the camera's picture it is.
    if (box.hidden && (isCode || scan.contains(document.activeElement))) said.scrollIntoView({ block: "nearest" });
    isCode = false;
    leaving = setTimeout(() => {
      if (said.classList.contains("is-wrong")) sound(false);
      else leaving = setTimeout(() => tell("", false), 12000);
    });
  }).observe(said, { childList: true });
  const seen = new Map();
  let isCode = false;
  const take = (text) => {
    const code = codeIn(text);
    const now = performance.now();
    if (!code || now - (seen.get(code) || -1e9) < 6000) return;
    seen.set(code, now);
    isCode = true;
    codeForm.elements.code.value = code;
    codeForm.requestSubmit();
  };

  /* --- the camera: the browser reads the code where it can, else the server reads the frames --- */
  if (!scan) return;
  const button = scan.querySelector("[data-scan]");
  const video = box.querySelector("video");
  const advice = scan.querySelector("[data-no-camera]");
  const canvas = document.createElement("canvas");
  let stream = null;
  let detector = null;
  const makeDetector = async () => {
    try {
      const kinds = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
      if (kinds.includes("qr_code")) detector = new BarcodeDetector({ formats: ["qr_code"] });
    } catch { detector = null; }
  };
  const readByServer = async (source, width, height, longest) => {
    const scale = Math.min(1, longest / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.8); });
    const body = new FormData();
    body.set("csrfmiddlewaretoken", codeForm.elements.csrfmiddlewaretoken.value);
    body.set("photo", blob, "khung.jpg");
    const answer = await fetch(scan.dataset.read, { method: "POST", body, headers: { "X-Hall": "1" }, credentials: "same-origin" });
    return answer.ok ? (await answer.json()).code : "";
  };
  // One chain of looks for each time the camera is opened: stopped and started at once, it looks once.
  const look = async (mine) => {
    if (stream !== mine) return;
    let wait = 150;
    try {
      if (video.readyState >= 2) {
        if (detector) {
          const found = await detector.detect(video);
          if (found.length) take(found[0].rawValue);
        } else {
          const code = await readByServer(video, video.videoWidth, video.videoHeight, 800);
          if (code) take(code);
          wait = 350;
        }
      }
    } catch { wait = 1500; }
    setTimeout(() => look(mine), wait);
  };
  const stop = () => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    box.hidden = true;
    button.lastElementChild.textContent = "Quét mã";
    button.setAttribute("aria-pressed", "false");
  };
  let opening = false;
  const start = async () => {
    if (opening) return;
    opening = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
    } catch (trouble) {
      explain(trouble.name === "NotAllowedError"
        ? "Trình duyệt chưa cho trang này dùng máy ảnh. Hãy cho phép máy ảnh trong phần cài đặt của trang, hoặc chụp ảnh mã, gõ mã."
        : "Không mở được máy ảnh của thiết bị này. Hãy chụp ảnh mã, hoặc gõ mã in dưới hình QR.");
      return;
    } finally {
      opening = false;
    }
    await makeDetector();
    video.srcObject = stream;
    box.hidden = false;
    button.lastElementChild.textContent = "Dừng quét";
    button.setAttribute("aria-pressed", "true");
    try { await video.play(); } catch { /* plays when the page is touched */ }
    look(stream);
  };
  const explain = (words) => { advice.textContent = words; advice.hidden = false; };
  if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) {
    button.hidden = false;
    button.addEventListener("click", () => (stream ? stop() : start()));
    addEventListener("pagehide", stop);
  } else {
    explain("Trình duyệt chỉ mở máy ảnh khi trang chạy bằng https hoặc ngay trên máy chủ. Anh/chị vẫn điểm danh được: chụp ảnh mã, gõ mã in dưới hình QR, hoặc tìm theo tên.");
  }

  /* --- a photo of the code --- */
  const photo = scan.querySelector("[data-photo]");
  const file = photo.querySelector("input[type=file]");
  photo.classList.add("is-scripted");
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    tell("Đang đọc ảnh…", false);
    try {
      const picture = await createImageBitmap(file.files[0]);
      await makeDetector();
      const found = detector ? await detector.detect(picture) : [];
      const text = found.length ? found[0].rawValue : await readByServer(picture, picture.width, picture.height, 1800);
      if (text) { seen.delete(codeIn(text)); take(text); }
      else { isCode = true; tell("Chưa đọc được mã QR trong ảnh. Hãy chụp gần, đủ sáng, cả khung mã; hoặc gõ mã in dưới hình.", true); }
    } catch { tell("Chưa đọc được ảnh này. Hãy chụp lại, hoặc gõ mã in dưới hình QR.", true); }
    photo.reset();
  });
})();
