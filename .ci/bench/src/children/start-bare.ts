// A process that does nothing but say how much memory it has.
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ rss: process.memoryUsage().rss, cpuMs: (user + system) / 1000 }))
