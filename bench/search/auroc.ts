/**
 * The chance that one of the first kind gets a higher score than one of the second, ties counting half: the area under
 * the ROC curve. Source: Hanley & McNeil, Radiology 143 (1982).
 */
export function auroc(first: readonly number[], second: readonly number[]): number {
  let sum = 0
  for (const one of first) for (const other of second) sum += one > other ? 1 : one === other ? 0.5 : 0
  return sum / first.length / second.length
}
