// The entry of every page: what all of them need, then the behaviours their elements name.
import "./core/requests.js";
import "./core/dialogs.js";
import "./core/keys.js";
import "./drafts/forms.js";
import "./core/place.js";
import { startTimes } from "./core/times.js";
import { startBehaviors } from "./core/behaviors.js";
import { watchNetwork } from "./core/network.js";
import { watchWaiting } from "./core/later.js";
import { watchUnsent } from "./chat/unsent.js";
import { keepForOffline } from "./core/offline.js";
import { showPresent } from "./core/strips.js";

// "Report" and "Why do I see this?" stand in the menus of everything: what they show is only fetched when it is asked for.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.('a[href^="/report/"], a[data-asked]');
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if ("asked" in link.dataset) (await import("./core/asked.js")).openAsked(link);
  else (await import("./moderation/report.js")).openReport(link);
});

showPresent();
startTimes();
startBehaviors();
watchNetwork();
watchWaiting();
watchUnsent();
keepForOffline().catch(() => {}); // without it one reads online
