import { createInterface } from "node:readline/promises";

/** Asks at the terminal and answers with the line typed. Ctrl-D is a no, Ctrl-C ends the program as it always does. */
export async function askPerson(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.on("SIGINT", () => {
    terminal.close();
    process.stdout.write("\n");
    process.kill(process.pid, "SIGINT");
  });
  const closed = new Promise<string>((resolve) => {
    terminal.on("close", () => resolve("no"));
  });
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}
