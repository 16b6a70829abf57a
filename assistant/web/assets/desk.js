// Warns before a page with unsaved text is left, and says so when the service cannot be reached or nobody is signed in.
"use strict";

(() => {
  const WORDS = {
    lost: "The service could not be reached, so nothing was changed. Your text is still here. Please try again in a moment.",
    signIn:
      "Nobody is signed in any more, so nothing was changed. Your text is still here: sign in on /desk/sign-in in another " +
      "tab, come back and do it again.",
    changed: "The list changed just as you pressed, so nothing was opened. Choose again.",
  };
  document.documentElement.classList.add("with-script");
  let typed = false;

  function say(words) {
    let box = document.getElementById("trouble");
    if (!box) {
      box = document.createElement("p");
      box.id = "trouble";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    box.textContent = words;
  }

  function unsay() {
    const box = document.getElementById("trouble");
    if (box) box.remove();
  }

  document.addEventListener("input", (event) => {
    if (event.isTrusted && event.target.closest("#item-forms, #import-statement, #import-source")) typed = true;
  });
  // Saving, dropping or opening something shows a new head of the item: from then on nothing unsaved stands there.
  new MutationObserver((changes) => {
    if (changes.some((one) => one.target.parentElement && one.target.parentElement.closest("#item-head"))) typed = false;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });

  // A press means the entry that was seen: every entry is remembered by what stands in it, and one that replaced another
  // less than a glance ago, or between pressing and letting go, is not taken for the one that stood there.
  const GLANCE = 500;
  const lists = new Map();
  const entryOf = (event) => event.target.closest(".list label");
  const wordsIn = (list) => Array.from(list.querySelectorAll("label"), (entry) => entry.textContent);
  let pressed = null;
  function look() {
    for (const list of document.querySelectorAll(".list")) {
      const known = lists.get(list.id);
      const words = wordsIn(list);
      if (known && words.join("\n") === known.words.join("\n")) continue;
      const now = performance.now();
      const emptied = known && known.words.length === 0 && now - known.since < GLANCE;
      lists.set(list.id, { words, before: emptied ? known.before : known ? known.words : [], since: now });
    }
  }
  function replaced(entry) {
    look();
    const list = entry.closest(".list");
    const known = lists.get(list.id);
    const place = Array.from(list.querySelectorAll("label")).indexOf(entry);
    const stoodThere = known.before[place];
    const recent = performance.now() - known.since < GLANCE;
    return recent && stoodThere !== undefined && stoodThere !== known.words[place];
  }
  let looking = false;
  new MutationObserver(() => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(() => {
      looking = false;
      look();
    });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  document.addEventListener(
    "pointerdown",
    (event) => {
      const entry = entryOf(event);
      pressed = entry ? { words: entry.textContent, late: replaced(entry) } : null;
      if (entry) unsay();
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      const entry = entryOf(event);
      if (entry && pressed && (pressed.late || entry.textContent !== pressed.words)) {
        event.preventDefault();
        event.stopPropagation();
        say(WORDS.changed);
      }
      pressed = null;
    },
    true,
  );

  const send = window.fetch;
  window.fetch = async (...given) => {
    const address = String(given[0] && given[0].url ? given[0].url : given[0]);
    try {
      const answer = await send(...given);
      if (address.includes("/gradio_api/")) {
        if (answer.status === 401) say(WORDS.signIn);
        else if (answer.status >= 500) say(WORDS.lost);
        else if (answer.ok) unsay();
      }
      return answer;
    } catch (error) {
      if (address.includes("/gradio_api/queue/join") || address.includes("/gradio_api/upload")) say(WORDS.lost);
      throw error;
    }
  };
})();
