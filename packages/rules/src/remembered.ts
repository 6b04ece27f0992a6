/** The same function, which works out its answer about an object once: many rules ask about the same policies. */
export function remembered<About extends object, Answer extends object>(
  find: (about: About) => Answer,
): (about: About) => Answer {
  const known = new WeakMap<About, Answer>();
  return (about) => {
    const before = known.get(about);
    if (before) return before;
    const answer = find(about);
    known.set(about, answer);
    return answer;
  };
}
