// HTML that the server has cleaned, put into the page once more by what may be in it: elements are made one
// by one, nothing is taken as text of the page. What is unknown leaves its words.
import { defineComponent, h, type VNode } from "vue";

const ELEMENTS = new Set(
  "p h2 h3 h4 h5 h6 ul ol li strong em b i u s sub sup code pre blockquote hr br table thead tbody tr th td figure figcaption a img dl dt dd kbd mark del".split(" "),
);
/** Taken out with all that is in them. */
const SILENT = new Set(["script", "style", "template", "iframe", "object", "svg", "math"]);
const ATTRIBUTES = new Set(["alt", "title", "width", "height", "colspan", "rowspan", "scope", "start", "lang"]);
const ADDRESSES: Record<string, string> = { a: "href", img: "src" };

type Shown = VNode | string | Shown[];

function shown(node: Node): Shown {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  if (!(node instanceof Element) || SILENT.has(node.localName)) return "";
  const within = [...node.childNodes].map(shown);
  // The page has its one h1; a text begins below it.
  const name = node.localName === "h1" ? "h2" : node.localName;
  return ELEMENTS.has(name) ? h(name, attributes(node), within) : within;
}

function attributes(element: Element): Record<string, string> {
  const kept = [...element.attributes].filter(({ name }) => ATTRIBUTES.has(name)).map(({ name, value }) => [name, value] as const);
  const address = ADDRESSES[element.localName];
  const target = address && safeAddress(element.getAttribute(address));
  return { ...Object.fromEntries(kept), ...(target ? { [address]: target, ...EXTRAS[element.localName] } : {}) };
}

const EXTRAS: Record<string, Record<string, string>> = {
  a: { target: "_blank", rel: "noopener noreferrer" },
  img: { loading: "lazy", decoding: "async" },
};

function safeAddress(text: string | null): string | null {
  if (!text) return null;
  try {
    const { protocol, href } = new URL(text, location.href);
    return ["https:", "http:", "mailto:"].includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

export default defineComponent({
  props: { html: { type: String, required: true } },
  setup: (props) => () => h("div", { class: "reading" }, [...new DOMParser().parseFromString(props.html, "text/html").body.childNodes].map(shown)),
});
