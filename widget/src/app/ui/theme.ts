/** How the page as a whole looks: the clinic's colour, and the theme that an account has set. */

/** Set through the object model: the page's policy refuses style attributes. */
export function wear(accents: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(accents))
    document.documentElement.style.setProperty(name, value);
}

export function setTheme(theme: "system" | "light" | "dark"): void {
  document.documentElement.dataset["theme"] = theme;
}
