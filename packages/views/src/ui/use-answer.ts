import { useEffect, useState } from "preact/hooks";
import type { Ask, QuestionName, Questions } from "../answers/questions.js";

export interface Pending<T> {
  /** The newest answer that has come; undefined before the first. */
  readonly answer: T | undefined;
  /** Why there is none. */
  readonly problem: string | undefined;
}

/** Asks whenever the question has changed; an answer that is overtaken by another question is not shown. */
export function useAnswer<Name extends QuestionName>(
  ask: Ask,
  name: Name,
  question: Questions[Name]["question"] | undefined,
): Pending<Questions[Name]["answer"]> {
  const [pending, setPending] = useState<Pending<Questions[Name]["answer"]>>({ answer: undefined, problem: undefined });
  const key = JSON.stringify(question);
  useEffect(() => {
    if (question === undefined) return undefined;
    let isWanted = true;
    ask(name, question).then(
      (answer) => isWanted && setPending({ answer, problem: undefined }),
      (error: unknown) => isWanted && setPending({ answer: undefined, problem: String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [ask, name, key]);
  return pending;
}
