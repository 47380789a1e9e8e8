/**
 * The part of leaving that needs nothing but the page: cover it at once, then put another site in its place.
 * Shared with embed.js. The order is fixed (ux.md, section 4); what lies between is the caller's.
 */

/** Lay a blank sheet over everything and give the page a title that says nothing. */
export function cover(root: ShadowRoot | HTMLElement): void {
  document.title = "–";
  const sheet = document.createElement("dialog");
  sheet.className = "cover";
  sheet.addEventListener("cancel", (event) => event.preventDefault());
  root.append(sheet);
  sheet.showModal(); // top layer: above whatever the host page shows
  // A page that comes back out of the browser's cache stays covered until it has been loaded anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

/** Replace this page, or the page around our frame, in the history. Without a network the blank sheet stays. */
export function replacePage(address: string): void {
  if (navigator.onLine === false) return;
  try {
    (window.top ?? window).location.replace(address);
  } catch {
    location.replace(address); // a sandboxed frame may not move its top page; the launcher covers that one
  }
}
