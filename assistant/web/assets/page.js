// Adds each finished message to the log, opens citations, sends on Enter, copies, and says so when something is stuck.
"use strict";

(() => {
  const WORDS = {
    trouble: "Something on this page has stopped working. Please reload the page and ask again.",
    noAnswer: "No answer has come. Please check your connection, reload the page and ask again.",
    lost: "The connection to this service was lost. It is being tried again. Please ask once more in a moment.",
    copied: "Copied",
    copy: "Copy this answer",
    notCopied: "Your browser did not allow copying",
  };
  const SECONDS_UNTIL_STUCK = 45;
  // Without its first event after this long, the page lets clicks through as they are.
  const SECONDS_UNTIL_READY = 10;
  const opened = Date.now();

  const cleared = new Set();
  let waitingSince = null;
  let lastMarker = null;
  let heldBack = null;
  let sent = null;

  const byId = (id) => document.getElementById(id);
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.documentElement.classList.add("with-script");

  function say(words) {
    let box = byId("trouble");
    if (!box) {
      box = document.createElement("p");
      box.id = "trouble";
      box.setAttribute("role", "alert");
      (byId("ask-form") || document.body).prepend(box);
    }
    if (box.textContent !== words) box.textContent = words;
  }

  function unsay() {
    const box = byId("trouble");
    if (box) box.remove();
  }

  // What is hidden while it has focus loses it; a keyboard must not be thrown back to the top of the page.
  function keepFocus(element) {
    const active = document.activeElement;
    if (!active || active === document.body || !active.isConnected) element.focus({ preventScroll: true });
  }

  function show(element) {
    element.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
  }

  // Takes what was sent out of the box, and nothing that was typed since.
  function takeSent() {
    const box = document.querySelector("#question textarea");
    if (!box || sent === null || !box.value.startsWith(sent)) return;
    box.value = box.value.slice(sent.length).trimStart();
    sent = null;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function addTurn(log, turn) {
    const id = turn.dataset.turn;
    if (cleared.has(id)) return;
    const finished = turn.querySelector(".answer");
    let mine = log.querySelector(`[data-turn="${id}"]`);
    if (mine && (mine.querySelector(".answer") || !finished)) return;
    const copy = turn.cloneNode(true);
    turn.removeAttribute("id");
    turn.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
    copy.querySelectorAll(".copy").forEach((button) => { button.hidden = !navigator.clipboard; });
    log.querySelectorAll(".cleared").forEach((note) => note.remove());
    if (mine) {
      const working = mine.querySelector(".working");
      const answer = copy.querySelector(".answer");
      if (working) working.replaceWith(answer); else mine.append(answer);
      mine.querySelector(".question").lang = copy.querySelector(".question").lang;
    } else {
      mine = copy;
      log.append(mine);
      takeSent();
    }
    waitingSince = finished ? null : Date.now();
    if (finished) sendHeld(true);
    unsay();
    show(mine);
    setTimeout(() => keepFocus(mine), 150);
  }

  function clearLog(log, note) {
    if (log.querySelector(`[data-cleared="${note.dataset.cleared}"]`)) return;
    log.querySelectorAll("[data-turn]").forEach((turn) => cleared.add(turn.dataset.turn));
    log.replaceChildren(note.cloneNode(true));
    waitingSince = null;
    unsay();
    const box = document.querySelector("#question textarea");
    if (box) box.focus();
  }

  // Gradio's accordion opens and closes without telling assistive technology.
  function tellState() {
    const button = document.querySelector("#place > button");
    const content = document.querySelector('#place [data-testid="accordion-content"]');
    if (!button || !content) return;
    const open = String(content.style.display !== "none");
    if (button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
  }

  // Gradio's own notices speak to developers; ours stand in their place.
  function readNotice() {
    const notice = document.querySelector('[data-testid="toast-body"]');
    if (!notice || notice.dataset.read) return;
    notice.dataset.read = "yes";
    say(/connection/i.test(notice.textContent) ? WORDS.lost : WORDS.noAnswer);
  }

  // Gradio sets the browser's language on the page; the words here are English wherever they are read.
  function tellLanguage() {
    if (document.documentElement.lang !== "en-GB") document.documentElement.lang = "en-GB";
  }

  function look() {
    tellLanguage();
    tellState();
    readNotice();
    const log = byId("conversation");
    const slot = byId("turn");
    if (!log || !slot) return;
    const turn = slot.querySelector(".turn");
    const note = slot.querySelector(".cleared");
    if (turn) addTurn(log, turn);
    else if (note) clearLog(log, note);
  }

  function openSource(event, marker) {
    const target = byId(marker.hash.slice(1));
    const source = target && target.closest("details");
    if (!source) return;
    event.preventDefault();
    lastMarker = marker;
    source.open = true;
    source.querySelector("summary").focus({ preventScroll: true });
    source.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  }

  function goBack(event, link) {
    const turn = link.closest(".turn");
    const hash = `#${link.closest(".source-body").id}`;
    const markers = turn ? [...turn.querySelectorAll("a.marker")].filter((marker) => marker.hash === hash) : [];
    const marker = markers.includes(lastMarker) ? lastMarker : markers[0];
    if (!marker) return;
    event.preventDefault();
    marker.focus({ preventScroll: true });
    marker.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  }

  async function copyAnswer(button) {
    const answer = button.closest(".answer");
    const parts = [...answer.querySelectorAll(".part")].map((part) => part.innerText.trim());
    const sources = [...answer.querySelectorAll("details.source")].map((source) => {
      const link = source.querySelector("a.original");
      const number = source.querySelector(".source-number").textContent;
      const named = source.closest(".document").querySelector("h4").textContent;
      return [number, named, source.querySelector(".checked-on").textContent, link ? link.href : ""].join(" ").trim();
    });
    try {
      await navigator.clipboard.writeText([...parts, ...sources].filter(Boolean).join("\n\n"));
      button.textContent = WORDS.copied;
    } catch {
      button.textContent = WORDS.notCopied;
    }
    setTimeout(() => { button.textContent = WORDS.copy; }, 2500);
  }

  function isReady() {
    const mark = byId("ready");
    const late = Date.now() - opened > SECONDS_UNTIL_READY * 1000;
    return late || Boolean(mark && mark.textContent.trim());
  }

  // While an answer is on its way the page takes no other question; one that is stuck holds nobody up.
  function isPending() {
    return waitingSince !== null && Date.now() - waitingSince < SECONDS_UNTIL_STUCK * 1000;
  }

  // Sends what was asked while the page could not take it; a breath first, and once more where it was not taken.
  function sendHeld(again) {
    if (!heldBack) return;
    const button = heldBack;
    const box = document.querySelector("#question textarea");
    const text = box ? box.value : "";
    if (box) box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => {
      heldBack = null;
      waitingSince = null;
      button.click();
      if (again && text) setTimeout(() => {
        if (!box.value.startsWith(text)) return;
        heldBack = button;
        sendHeld(false);
      }, 1500);
    }, 400);
  }

  // A click that the page cannot take would be lost, and with it a frightened person's question: it is kept and sent.
  document.addEventListener("click", (event) => {
    const element = event.target instanceof Element ? event.target : null;
    const button = element && element.closest("#ask, #starters button, #follow-ups button");
    if (!button || (isReady() && !isPending())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    heldBack = button;
  }, true);
  const untilReady = setInterval(() => {
    if (!isReady()) return;
    clearInterval(untilReady);
    sendHeld(false);
  }, 100);

  document.addEventListener("click", (event) => {
    const element = event.target instanceof Element ? event.target : null;
    if (!element) return;
    const marker = element.closest("a.marker");
    const back = element.closest("a.back");
    const copy = element.closest("button.copy");
    if (marker) openSource(event, marker);
    else if (back) goBack(event, back);
    else if (copy) copyAnswer(copy);
    else if (element.closest("#ask, #starters button, #follow-ups button")) {
      waitingSince = Date.now();
      const box = document.querySelector("#question textarea");
      sent = box && element.closest("#ask") ? box.value : null;
    }
  });

  // Enter sends and Shift+Enter makes a new line; a box of several lines does it the other way round by itself.
  function onEnter(event) {
    const inBox = event.target instanceof Element && event.target.closest("#question textarea");
    if (!inBox || event.key !== "Enter" || event.isComposing) return;
    event.stopPropagation();
    if (event.shiftKey) return;
    event.preventDefault();
    const button = byId("ask");
    if (button && event.type === "keydown" && !event.repeat) button.click();
  }
  document.addEventListener("keydown", onEnter, true);
  document.addEventListener("keypress", onEnter, true);

  window.addEventListener("error", (event) => {
    if (!/ResizeObserver/.test(event.message || "")) say(WORDS.trouble);
  });
  window.addEventListener("unhandledrejection", () => say(waitingSince ? WORDS.noAnswer : WORDS.trouble));
  setInterval(() => {
    if (waitingSince && Date.now() - waitingSince > SECONDS_UNTIL_STUCK * 1000) say(WORDS.noAnswer);
  }, 5000);

  new MutationObserver(look).observe(document.documentElement, {
    attributeFilter: ["lang", "style"],
    childList: true,
    subtree: true,
  });
})();
