// readline.js FILE line|iterate: counts the lines of a file and their characters.
var fs = require('fs');
var readline = require('readline');
var lines = 0, characters = 0;
var rl = readline.createInterface({
    input: fs.createReadStream(process.argv[2]),
    crlfDelay: Infinity
});
function done() {
    console.log(lines + ' ' + characters);
}
async function iterate() {
    for await (const line of rl) {
        lines++;
        characters += line.length;
    }
    done();
}
if (process.argv[3] === 'iterate') {
    iterate();
} else {
    rl.on('line', function (line) {
        lines++;
        characters += line.length;
    });
    rl.on('close', done);
}
