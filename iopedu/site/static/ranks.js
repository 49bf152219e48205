// What a search finds first: the notebook that teaches the words, and then pages in which they only stand.
const TAUGHT = RANKS;

var Scorer = {
  score([page, , , , score]) {
    const asked = new URLSearchParams(location.search).get("q") ?? "";
    const words = asked.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
    const places = words.map((word) => (TAUGHT[word] ?? TAUGHT[`${word}s`] ?? []).indexOf(page.slice(0, 2)));
    return score + places.reduce((sum, place) => sum + (place < 0 ? 0 : 60 - 20 * place), 0);
  },
  objNameMatch: 11, objPartialMatch: 6, objPrio: {}, objPrioDefault: 0,
  title: 15, partialTitle: 7, term: 5, partialTerm: 2,
};
