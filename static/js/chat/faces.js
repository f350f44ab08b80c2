// Faces: a photo, or the first signs of a name on the person's tint.
const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

export function drawFace(face, person, size) {
  face.className = `avatar avatar-${size} tint-${(SIGNS.indexOf(person.id.at(-1)) % 8) + 1}`;
  if (person.photo_url) face.replaceChildren(Object.assign(new Image(size, size), { src: person.photo_url, alt: "" }));
  else face.textContent = initials(person.name);
}

export function faceOf(person, size) {
  const face = document.createElement("span");
  drawFace(face, person, size);
  return face;
}
