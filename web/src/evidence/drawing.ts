// The worker that draws, with what the oldest engines lack.
import "../engines";
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
