import { Component, type FunctionComponent } from "preact";
import { locale } from "../i18n";

/**
 * The same view, drawn again only where a property has become another value, or the language has: for what stands many times on a page.
 * So its properties must be primitives, or values that stay the same while nothing in them changes.
 */
export function memo<Props extends object>(View: FunctionComponent<Props>) {
  return class extends Component<Props> {
    #language = "";

    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const names = Object.keys(next) as (keyof Props)[];
      return this.#language !== locale() || names.some((name) => next[name] !== this.props[name]);
    }

    override render() {
      this.#language = locale();
      return <View {...this.props} />;
    }
  };
}
