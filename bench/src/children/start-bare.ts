// A process that does nothing but say how much memory it has.
console.log(process.memoryUsage().rss)
