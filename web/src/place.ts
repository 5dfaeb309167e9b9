/** Where the client lives: a domain's root, or below API Gateway's stage. */
export const base = new URL(".", location.origin + location.pathname).href;
