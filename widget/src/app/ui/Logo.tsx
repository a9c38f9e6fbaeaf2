export interface LogoProps {
  readonly clinic: { readonly name: string; readonly logo: string | null } | undefined;
}

/** The clinic's, where it has one. */
export function Logo({ clinic }: LogoProps) {
  if (clinic?.logo == null) return null;
  return <img class="logo" src={clinic.logo} alt={clinic.name} />;
}
