/** 1.2 s below a minute, 2 min 5 s above. */
export function seconds(ms: number): string {
  const total = ms / 1000;
  if (total < 60) {
    return `${total.toFixed(1)} s`;
  }
  return `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
}
