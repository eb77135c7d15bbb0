// Everything works without this: it only fetches the page again and puts its live parts in, unless one is being used.
const wish = document.getElementById("refresh");
wish.closest("[hidden]").hidden = false;
setInterval(async () => {
  if (!wish.checked || document.hidden) return;
  const answer = await fetch("/", { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    const used = part.contains(document.activeElement) || part.querySelector("details[open]");
    if (next && !used && part.innerHTML !== next.innerHTML) part.innerHTML = next.innerHTML;
  }
}, 2000);
