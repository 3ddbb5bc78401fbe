/** So many positions a tenant's log has room for: 2³² events, with 2²¹ tenants whose numbers JavaScript still counts exactly. */
export const nums = 2 ** 32

/** The number before a tenant's first event; adding a position gives the event's number in the file. */
export function firstNum(tenant: number): number {
  return tenant * nums
}
