/** The version that was built, of pyproject.toml. */
declare const __VERSION__: string;
