/* Keying in a stack of paper ballots: a digit goes on to the next line, Enter sends and clears, typing never waits for
   the network. Nothing is kept on this computer: what is not sent yet lives in this page only, which asks before it is left.
   Without the script the form posts and comes back empty. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-ballots]");
  const back = document.querySelector("form[data-take-back]");
  if (!form || !window.fetch) return;
  const digits = [...form.querySelectorAll("[data-digit]")];
  const remark = form.elements.remark;
  const count = document.querySelector("[data-count]");
  const waiting = document.querySelector("[data-waiting]");
  const said = document.querySelector("[data-said]");
  const refused = document.querySelector("[data-refused]");
  const words = { 0: "bỏ trống", 1: "rất hài lòng", 2: "hài lòng", 3: "bình thường", 4: "chưa hài lòng", 5: "rất không hài lòng" };
  const queue = [];
  let busy = false;
  let token = form.elements.csrfmiddlewaretoken.value;

  /* A random key (UUID 4) for each paper; crypto.randomUUID is missing where the page came over plain http. */
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const tell = (text) => { said.hidden = !text; said.textContent = text; };
  const number = (text) => Number(String(text).replace(/\D/g, ""));
  const show = (text) => { const found = /số ([\d.]+)|Còn ([\d.]+)/.exec(text); if (found) count.textContent = (found[1] || found[2]).replace(/\.$/, ""); };
  const showWaiting = () => {
    waiting.hidden = queue.length < 2 && !queue.some((one) => one.tries);
    waiting.textContent = ` · ${queue.length} việc đang gửi`;
    if (!queue.length && back) back.querySelector("button").disabled = number(count.textContent) === 0;
  };
  const wordOf = (box) => {
    const word = box.parentElement.querySelector("[data-word]");
    if (word) word.textContent = words[box.value] || "";
  };
  const clear = () => {
    digits.forEach((box) => { box.value = ""; box.parentElement.classList.remove("field-wrong"); wordOf(box); });
    remark.value = "";
    form.elements.ballot.value = newKey();
    digits[0].focus();
  };

  /* Whoever had to sign in again has a new token: it is read from the page as it is now. */
  const renew = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("form[data-ballots] [name=csrfmiddlewaretoken]");
    if (fresh) token = fresh.value;
  };
  const post = async (one) => {
    one.body.set("csrfmiddlewaretoken", token);
    const answer = await fetch(one.url, { method: "POST", body: one.body, headers: { "X-Hall": "1" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") return { ok: false, said: "Phiên làm việc đã hết. Mở thẻ mới, đăng nhập lại rồi quay về đây.", again: true };
    const text = await answer.text();
    try { return JSON.parse(text); } catch { if (answer.status === 403) await renew(); return { ok: false, said: `Máy chủ chưa nhận (mã ${answer.status}).`, again: answer.status >= 500 || answer.status === 403 }; }
  };
  const refuse = (one, sentence) => {
    const line = document.createElement("li");
    line.textContent = `Chưa ghi được ${one.name}: ${sentence}`;
    refused.append(line);
  };
  const send = async () => {
    if (busy || !queue.length) return;
    busy = true;
    const one = queue[0];
    let result;
    try { result = await post(one); } catch { result = { ok: false, said: "Mất kết nối với máy chủ.", again: true }; }
    busy = false;
    if (result.again) {
      one.tries = (one.tries || 0) + 1;
      tell(`${result.said} Cứ nhập tiếp và đừng đóng trang: phần mềm tự gửi lại.`);
      showWaiting();
      setTimeout(send, 2000);
      return;
    }
    queue.shift();
    tell("");
    if (result.ok) show(result.said); else refuse(one, result.said);
    showWaiting();
    send();
  };

  digits.forEach((box, place) => {
    box.addEventListener("focus", () => box.select());
    box.addEventListener("input", () => {
      box.value = box.value.replace(/[^0-5]/g, "").slice(-1);
      wordOf(box);
      if (box.value) (digits[place + 1] || remark).focus();
    });
    box.addEventListener("keydown", (event) => {
      const step = event.key === "Backspace" && !box.value || event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      if (!step) return;
      event.preventDefault();
      const next = digits[place + step] || (step > 0 ? remark : null);
      if (next) next.focus();
    });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!digits.some((box) => "12345".includes(box.value) && box.value) && !remark.value.trim()) {
      tell("Phiếu không có ô nào đánh dấu thì không nhập; xếp riêng cùng phiếu không hợp lệ.");
      digits[0].focus();
      return;
    }
    tell("");
    const name = `phiếu ${digits.map((box) => box.value || "0").join(" ")}`;
    queue.push({ url: form.action || location.href, body: new FormData(form), name });
    clear();
    showWaiting();
    send();
  }, true);
  if (back) {
    const takeBack = () => {
      queue.push({ url: back.action, body: new FormData(back), name: "việc bỏ phiếu vừa nhập" });
      showWaiting();
      send();
      digits[0].focus();
    };
    back.addEventListener("submit", (event) => { event.preventDefault(); event.stopImmediatePropagation(); takeBack(); }, true);
    document.addEventListener("keydown", (event) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== "z" || remark.value || digits.some((box) => box.value)) return;
      event.preventDefault();
      takeBack();
    });
  }
  addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
  digits[0].focus();
})();
