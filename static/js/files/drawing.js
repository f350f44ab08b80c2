// Files of what arrives while the page is open, drawn from the server's own parts.
import { sizeWords } from "./sizes.js";

function drawPicture(part, file) {
  part.href = file.url;
  const image = part.querySelector("img");
  image.srcset = `${file.preview_url}?size=small 480w, ${file.preview_url} 1600w`;
  Object.assign(image, { src: file.preview_url, alt: file.alt || file.name, width: file.width, height: file.height });
}

function drawFront(part, file) {
  const front = Object.assign(new Image(), { className: "attachment-front", alt: "", src: `${file.preview_url}?size=small` });
  part.querySelector("svg").replaceWith(front);
}

function drawRow(part, file, { icons, kinds, kb, mb }) {
  part.href = file.url;
  part.querySelector("[data-name]").textContent = file.name;
  part.querySelector("[data-size]").textContent = sizeWords(file.size, { kb, mb });
  part.querySelector("[data-kind]").textContent = JSON.parse(kinds)[file.media_type] ?? "";
  if (file.preview_url) { drawFront(part, file); return; }
  const icon = JSON.parse(icons)[file.media_type.split("/")[0]];
  const use = part.querySelector("use");
  if (icon) use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
}

function drawPlayer(part, file, words) {
  Object.assign(part.querySelector("audio, video"), { src: file.url, ariaLabel: file.name });
  drawRow(part.querySelector("[data-file]"), file, words);
  Object.assign(part.querySelector("[data-alt]"), { textContent: file.alt, hidden: !file.alt });
}

export function drawFiles(place, files) {
  const parts = document.querySelector("template[data-file-parts]");
  const make = (which) => parts.content.querySelector(which).cloneNode(true);
  const pictures = files.filter((file) => file.media_type.startsWith("image/"));
  place.replaceChildren();
  if (pictures.length) {
    const grid = Object.assign(document.createElement("div"), { className: "pictures" });
    Object.assign(grid.dataset, { count: pictures.length, behavior: "files/viewer" });
    for (const file of pictures) {
      const part = make("[data-picture]");
      drawPicture(part, file);
      grid.append(part);
    }
    place.append(grid);
  }
  for (const file of files.filter((other) => !other.media_type.startsWith("image/"))) {
    const family = file.media_type.split("/")[0];
    const part = make({ audio: "[data-player=sound]", video: "[data-player=film]" }[family] ?? "[data-file]");
    (family === "audio" || family === "video" ? drawPlayer : drawRow)(part, file, parts.dataset);
    place.append(part);
  }
}
