/** A throwaway RSA-2048 key, PKCS #8 in base64: the same in every run, so that a seed gives the same octets everywhere. */
export const rsaTestKey =
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCjV82l/DuMCTy7WTclNGEyzi4QyUa+l2hGxFuW7kNq' +
  'CiyVdZLA5OBC4px0ve0qjJGdGCLTkUn/Xv3VxFQ+g/j/vfFdHAH64zqMF4VnGS2/Rmr1o2toXMnzTklRh/mL1KNl7zGV' +
  'HqW6yzyJyNEVxb0TjE4VXptkiID1gLdHPR7eDBuaTU0U4tw0z5pj+tiP41SGgeohaoAVNTcJAyrMlnadX+ReiYYji2qm' +
  'FlFXla8q5zlefVCeRzOb/z22xIwsNeFWalZ3yGBjp9EH9cySIsqSMldjl8zsUXWmGQvN1gEzwYJu0Bg7QLg2wylJw1eS' +
  'EAVba8v+CfTPs53/ZqoitBKXAgMBAAECggEAAJMR+5f4A6WSq5wEOCLHhry358I1d/0jVkBhjBXZcdmIT5xCwF/ts/6F' +
  'C1oRp/knl/RaRwE3T+kfHm3a1/9x1EBwRWIQVbgP4CdDBlpN0WLnhGanPY45/ZuUYW+HfqjoTDb7pykc7xvA4kEtDxUL' +
  'dbKkIaocBM4AGhzySBNcdO53h9W4yTNIyqfVfZq8bkZu3jUj25WdRi/0Lml0KSqafnAzVlB6ulYdiCCqNSrXv83nUX3E' +
  'F/YV8kFQbbgyIuMH9cbmu6vwQTYClBKtdFvzuCj4YCKe7U44N21aE3KYAibNz8DQTiqJtg+38HW/4326JzEKuvPm94R+' +
  'pAwF/1xw3QKBgQDVEnEDiz6JR3L6m4QHDWH9j8ehs7XkscTing4hGTMduo7GTyldC9XsSzpKlA59cSkeobaU4le6+TX8' +
  'LMHyyZ1ihC4QOeDI99P1f+DJwACbUDsEemT26PgoajKq4jKnNrwd/kTu854U8JcMfoIj2iKe/35RwQU2LT4GNXf6BzEO' +
  '7QKBgQDEQH/4jFck5x0n509aGtAJEENfgJ3/Ao+SwxopxofR5e7MaYpRR6PetbZyrl6/uQR+QWcf/l+/Vms0LJRAcWc+' +
  'EAeCIoDwqSxi76RAa4EOXqHEE/Y80/v7/r1IJ2xsmLewdEquBboY4/Ww3V7NRfWRw44M2OotyV/CgHLNqtnzEwKBgGGA' +
  'rOK4R4e+gGkZ3VL01tCXiP0AJc5fYv9o4IJY68FA67Dn7L+9eMlGq4gRNIhGzlBMJCcBZLAU9pVNTftyM2kvn3yhX7HX' +
  'ZtFDEXSBPkXUcw1bjPRIK7ci0cjM9ez66R64iobmSILAjf6Tra4GVi14MS/sKhxem7FvqlVqERMJAoGAPRjjfkqaurdk' +
  '4U5m6uNcDuZMQ0g0Z/axIfyxgX34PMV7sZHN6P4Hq0chFNTqVH/SQUg1RcWYo2XRHD4grWtgu/abj80UHVhdpDN9DD0r' +
  'wYB+lh+s0kUgttQYs4TqgWiOD1Y1BbZsuGEH1Vcls3xrNkUOTTuetEB0GoaItzTQg5cCgYEAtHGpL1/oYGkFXkdbXyib' +
  'nL2n7oh4YgpufuBXoWE3zmCywKYIEbfIKeCHApWTtI9TUCWr6CbS2Uc9gkXJoU5ICS5BXbcfpkgJfZZXhyvihCe6vi7t' +
  'otT4HtnveGXIvfpYrc2BaX0RcfavILtKLf54DtRAg4aJAWbX5o2Wsx4in6c='
