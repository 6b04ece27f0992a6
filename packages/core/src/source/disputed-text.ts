/**
 * True where js-yaml and `yaml` may read a text differently and the events of js-yaml do not show it. Each case was
 * found by comparing the two on generated texts.
 */
export function isDisputedText(text: string): boolean {
  if (text.includes("\t") && tabInMargin.test(text)) return true;
  if (text.includes("%") && directive.test(text)) return true;
  if (!text.includes("#")) return false;
  return (text.includes("\r") && commentAfterReturn.test(text)) || hasShallowComment(text);
}

/** js-yaml takes more tabs for indentation than `yaml` does. */
const tabInMargin = /^ *\t/m;
/** Within brackets `yaml` wants blanks before such a comment. */
const commentAfterReturn = /\r\n *#/;
/** Also one that is none of YAML's own. */
const directive = /^%/m;

/**
 * A line that opens a value, then comments, then the value. Where a comment stands further left than the value, `yaml`
 * loses count of the indentation.
 */
function hasShallowComment(text: string): boolean {
  let isOpen = false;
  let leftmost = Infinity;
  for (const line of text.split("\n")) {
    const column = line.search(/\S/);
    if (column === -1) continue;
    if (line[column] === "#") leftmost = Math.min(leftmost, column);
    else {
      if (isOpen && leftmost < column) return true;
      isOpen = opensValue.test(line);
      leftmost = Infinity;
    }
  }
  return false;
}

const opensValue = /[:?-][ \t]*(?:[ \t]#[^\n]*)?\r?$/;
