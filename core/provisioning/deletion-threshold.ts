/**
 * Tells whether more accounts and groups would be deactivated and deleted in one cycle than the threshold allows. Then none
 * of them is: they wait until an administrator allows it.
 */
export function exceedsThreshold(leaving: number, threshold: number | undefined): boolean {
  return threshold !== undefined && leaving > threshold;
}
