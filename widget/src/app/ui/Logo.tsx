export interface LogoProps {
  readonly clinic: { readonly name: string; readonly logo: string | null } | undefined;
  /** Empty where the clinic's name stands beside it. */
  readonly alt?: "";
}

/** The clinic's, where it has one. */
export function Logo({ clinic, alt }: LogoProps) {
  if (clinic?.logo == null) return null;
  return <img class="logo" src={clinic.logo} alt={alt ?? clinic.name} />;
}
