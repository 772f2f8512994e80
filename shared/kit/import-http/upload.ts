import type { IncomingHttpHeaders } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import Busboy from "@fastify/busboy";
import { GraphError } from "../../base/errors/graph-error";
import { FileSource } from "../../import/files/file-source";

/** Longest name of a file that is kept. */
const nameLength = 200;

/**
 * The file of a request: the whole body, named by the query, or the first file of a form (multipart/form-data). Read as it
 * comes, never held.
 * @throws GraphError BAD_REQUEST for a form without a file.
 */
export async function uploadedFile(
  body: Readable,
  headers: IncomingHttpHeaders,
  name: string | undefined,
): Promise<FileSource> {
  const type = headers["content-type"] ?? "";
  const size = Number(headers["content-length"]) || undefined;
  if (!/^multipart\/form-data\b/i.test(type)) return new FileSource(baseName(name ?? "-"), body, size);
  const { file, fileName } = await firstFile(body, type);
  return new FileSource(baseName(name ?? fileName), file, size);
}

function firstFile(body: Readable, type: string): Promise<{ file: Readable; fileName: string }> {
  return new Promise((resolve, reject) => {
    const refuse = (cause?: unknown) =>
      reject(new GraphError("BAD_REQUEST", "Expected a form with a file in it.", { cause }));
    let form: InstanceType<typeof Busboy>;
    try {
      form = new Busboy({
        headers: { "content-type": type },
        limits: { files: 1, fields: 20, fieldSize: 1000 },
      });
    } catch (error) {
      refuse(error);
      return;
    }
    // A form that ends in the middle must not look like a file that ends.
    const file = new PassThrough();
    let isFound = false;
    form.on("file", (_field, stream, fileName) => {
      isFound = true;
      stream.on("error", (error) => file.destroy(ended(error)));
      stream.pipe(file);
      resolve({ file, fileName });
    });
    form.on("error", (error) => {
      file.destroy(ended(error));
      refuse(error);
    });
    form.on("finish", () => {
      if (!isFound) refuse();
    });
    body.on("error", (error) => file.destroy(ended(error)));
    body.on("close", () => {
      if (!body.readableEnded) file.destroy(ended());
    });
    body.pipe(form);
  });
}

function ended(cause?: unknown): GraphError {
  return new GraphError("BAD_REQUEST", "The form ended in the middle of its file.", { cause });
}

/** Without a folder, and without what could turn a line of a log. */
function baseName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.replace(/\p{C}/gu, "").slice(0, nameLength) || "-";
}
