/** Log files of several hosts: their lines read, merged by time, folded, searched and followed. Knows formats, not what the lines mean. */
package org.campanile.core.logs;
