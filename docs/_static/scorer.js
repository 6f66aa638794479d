/* How results of a search are ordered: pages about the words come first. */
"use strict";

var Scorer = {
  score: ([page, title, anchor, , score]) => {
    const words = (new URLSearchParams(window.location.search).get("q") ?? "").trim().toLowerCase();
    const name = title.toLowerCase();
    let more = 0;
    if (words && name.includes(words)) {
      // Short titles that are little more than the words, and titles that begin with them.
      more += Math.round((40 * words.length) / name.length) + (name.startsWith(words) ? 25 : 0);
    }
    if (/^(tutorials|howto)\//.test(page) || !page.includes("/")) more += 20;
    if (/^generated\/.*_to_/.test(page)) more -= 40; // translations between two scales
    if (/^generated\/rules_|_change$/.test(page)) more -= 10;
    if (/^api\/./.test(page) && title.split(".").length > 2 && anchor) more -= 40; // attributes
    return score + more;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
