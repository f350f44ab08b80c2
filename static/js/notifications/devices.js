// Lets this browser take messages while Parvis is closed: asks its owner, subscribes, and tells the house.
import { request } from "../core/page.js";

export function attach(place) {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;
  place.hidden = false;
  const [button, said] = [place.querySelector("button"), place.querySelector("[role=status]")];
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        said.textContent = place.dataset.refused;
        return;
      }
      const { endpoint, keys } = await subscription(place.dataset.key);
      await request("/notifications/browsers", { method: "POST", body: new URLSearchParams({ endpoint, ...keys }) });
      location.reload();
    } catch {
      said.textContent = place.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });
}

async function subscription(key) {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const applicationServerKey = octets(key);
  const present = await pushManager.getSubscription();
  if (present && !sameKey(present, applicationServerKey)) await present.unsubscribe(); // made for another key of ours
  return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON();
}

function sameKey(present, key) {
  const before = new Uint8Array(present.options.applicationServerKey ?? []);
  return before.length === key.length && before.every((octet, place) => octet === key[place]);
}

function octets(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}
