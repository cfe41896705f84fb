// Where the site is: the scripts are in a folder below its root, wherever a proxy serves that.

/** The address of a path of the site, such as `api/v1/stats`. */
export const at = path => new URL(`../${path}`, import.meta.url).href;
