/** Characters that a password has at least, as the server has it. */
export const SHORTEST_PASSWORD = 12;
