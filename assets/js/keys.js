const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** Whether a key press is meant for a text box or for the browser, not for us. */
export const isTyping = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPED_IN) !== null;

/** Call `act` when `key` is pressed anywhere on the page, unless the reader turned shortcuts off. */
export const onPageKey = (key, act, signal) => {
  const listen = (event) => {
    if (event.key !== key || event.defaultPrevented || isTyping(event)) return;
    if (document.documentElement.dataset.keys === "off") return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", listen, { signal });
};
