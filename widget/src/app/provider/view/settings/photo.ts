/** Makes a photo small: the server takes a picture of as many characters as fit into one message. */

export const LONGEST = 28_000; // characters of the data URL

/** From good to small; one of them fits whatever the photo shows. */
const TRIES = [256, 192, 128, 64].flatMap((side) => [0.85, 0.7, 0.5].map((quality) => ({ side, quality })));

/** The middle of a picture as a square JPEG in a data URL. Null for a file that is no picture. */
export async function squarePhoto(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const fitting = TRIES.map(
    ({ side, quality }) =>
      () =>
        drawn(picture, side, quality),
  );
  const photo = fitting.reduce<string | null>((found, attempt) => found ?? ifShort(attempt()), null);
  picture.close();
  return photo;
}

function ifShort(photo: string): string | null {
  return photo.startsWith("data:image/jpeg;") && photo.length <= LONGEST ? photo : null;
}

function drawn(picture: ImageBitmap, side: number, quality: number): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  if (context === null) return "";
  const shorter = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - shorter) / 2, (picture.height - shorter) / 2];
  context.fillStyle = "#ffffff"; // behind what is transparent
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, left, top, shorter, shorter, 0, 0, side, side);
  return canvas.toDataURL("image/jpeg", quality);
}
