/* Draws boxes over a picture that is to be masked. The text field under it is what is sent: a line per box,
   "left, top, width, height" in percent. It works alone, too, and stays the way for the keyboard. */
(() => {
  const stage = document.querySelector(".masker");
  const field = document.querySelector("textarea[name=boxes]");
  if (!stage || !field) return;
  const sheet = stage.querySelector("svg");
  let start = null;

  const boxes = () => field.value.split("\n").map((line) => line.split(/[\s,]+/).filter(Boolean).map(Number))
    .filter((box) => box.length === 4 && box.every(Number.isFinite));
  const write = (list) => { field.value = list.map((box) => box.join(", ")).join("\n"); draw(); };
  const at = (event) => {
    const frame = sheet.getBoundingClientRect();
    const share = (value, from, size) => Math.min(100, Math.max(0, ((value - from) / size) * 100));
    return [share(event.clientX, frame.left, frame.width), share(event.clientY, frame.top, frame.height)];
  };
  const between = ([left, top], [right, bottom]) => {
    const x = Math.floor(Math.min(left, right)), y = Math.floor(Math.min(top, bottom));
    return [x, y, Math.ceil(Math.max(left, right)) - x, Math.ceil(Math.max(top, bottom)) - y];
  };
  const shape = ([x, y, width, height], name) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    Object.entries({ x, y, width, height, class: name }).forEach(([key, value]) => rect.setAttribute(key, value));
    return rect;
  };
  function draw(growing) {
    sheet.replaceChildren(...boxes().map((box, place) => {
      const rect = shape(box, "kept");
      rect.addEventListener("pointerdown", (event) => {
        event.stopPropagation();
        write(boxes().filter((_, other) => other !== place));
      });
      return rect;
    }));
    if (growing) sheet.append(shape(growing, "growing"));
  }

  sheet.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    start = at(event);
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => { if (start) draw(between(start, at(event))); });
  sheet.addEventListener("pointerup", (event) => {
    if (!start) return;
    const box = between(start, at(event));
    start = null;
    if (box[2] > 1 && box[3] > 1) write([...boxes(), box]); else draw();
  });
  sheet.addEventListener("pointercancel", () => { start = null; draw(); });
  field.addEventListener("input", () => draw());
  draw();
})();
