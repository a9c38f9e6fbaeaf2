declare module "virtual:simulated-page" {
  /** The bundle of a simulated page. */
  const code: string;
  export default code;
}
