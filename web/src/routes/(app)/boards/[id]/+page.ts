export function load({ params }): { id: string } {
  return { id: params.id };
}
