import type { Ask, QuestionName } from "../answers/questions.js";

/** A question on its way to the thread of the engine, and the answer on its way back. */
export interface AskMessage {
  readonly id: number;
  readonly name: QuestionName;
  readonly question: unknown;
}

export type AnswerMessage = { readonly id: number } & ({ readonly answer: unknown } | { readonly problem: string });

/** Asks through `send`; what comes back is given to `receive`. */
export function askWorker(send: (message: AskMessage) => void): {
  readonly ask: Ask;
  readonly receive: (message: AnswerMessage) => void;
} {
  const waiting = new Map<
    number,
    { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let count = 0;
  const ask = (name: QuestionName, question: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      send({ id: count, name, question });
    });
  const receive = (message: AnswerMessage): void => {
    const own = waiting.get(message.id);
    waiting.delete(message.id);
    if ("problem" in message) own?.reject(new Error(message.problem));
    else own?.resolve(message.answer);
  };
  return { ask: ask as Ask, receive };
}
