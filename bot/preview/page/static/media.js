// Pictures, stickers and voices as Telegram's apps send them.

const LARGEST = 1280; // pixels of a photo's longer side
const SMALLEST = 90;
const STICKER = 512; // pixels of either side
const QUALITY = 0.87;

/** Return a picture's photo: `file` and `small` as JPEG, `width` and `height`. Throws Error. */
export async function photoOf(picture) {
  const image = await createImageBitmap(picture).catch(() => {
    throw new Error("这个文件不是能显示的图片；请按文件发 Send it as a file");
  });
  const large = await scaled(image, LARGEST);
  const small = await scaled(image, SMALLEST);
  return { file: large.file, small: small.file, width: large.width, height: large.height };
}

async function scaled(image, longest) {
  const scale = Math.min(longest / Math.max(image.width, image.height), 1);
  const width = Math.max(Math.round(image.width * scale), 1);
  const height = Math.max(Math.round(image.height * scale), 1);
  const { canvas, pen } = sheet(width, height);
  pen.fillStyle = "#ffffff"; // where the picture lets through: JPEG does not
  pen.fillRect(0, 0, width, height);
  pen.drawImage(image, 0, 0, width, height);
  return { file: await fileOf(canvas, "photo.jpg", "image/jpeg"), width, height };
}

/** Return a sticker that shows an emoji. */
export function stickerOf(emoji) {
  const { canvas, pen } = sheet(STICKER, STICKER);
  pen.font = `${STICKER * 0.72}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(emoji, STICKER / 2, STICKER * 0.53);
  return fileOf(canvas, "sticker.webp", "image/webp");
}

/** Return how many seconds of sound are in a file, 0 where that can't be told. */
export async function secondsOf(file) {
  try {
    const context = new OfflineAudioContext(1, 1, 16000);
    return Math.round((await context.decodeAudioData(await file.arrayBuffer())).duration);
  } catch {
    return 0;
  }
}

/** Return a canvas of that size, and what draws on it. */
export function sheet(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return { canvas, pen: canvas.getContext("2d", { alpha: true }) };
}

/** Return what is on a canvas as a file. */
export async function fileOf(canvas, name, type) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
  return new File([blob], name, { type: blob.type });
}
