// Parses the PowerShell files given; prints file:line:column of what is no PowerShell, and of a function that is not named as its file.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { Parser, Language } = require('@vscode/tree-sitter-wasm');

const shared = new Set(['Common', 'SqlServer']);

function faults(node, found) {
  if (node.type === 'ERROR' || node.isMissing) {
    found.push({ at: node.startPosition, what: `not PowerShell: ${node.text.split('\n')[0].slice(0, 60)}` });
  } else if (node.hasError) {
    node.children.forEach(child => faults(child, found));
  }
  return found;
}

async function main(files) {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')));
  let bad = 0;
  const tell = (file, at, what) => { bad++; console.log(`${path.basename(file)}:${at.row + 1}:${at.column + 1}: ${what}`); };
  for (const file of files) {
    const root = parser.parse(fs.readFileSync(file, 'utf8')).rootNode;
    for (const fault of faults(root, [])) tell(file, fault.at, fault.what);
    const name = path.basename(file, '.ps1');
    const functions = root.descendantsOfType('function_name').map(f => f.text);
    if (!shared.has(name) && !functions.includes(name)) tell(file, { row: 0, column: 0 }, `the function ${name} is not in its file`);
  }
  console.log(`${files.length} PowerShell files, ${bad} faults`);
  return files.length > 0 && bad === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(code => { process.exitCode = code; });
