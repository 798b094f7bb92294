/**
 * Files that a lab needs and that nobody may ship: which they are by a readable catalogue, what a folder has of them by meaning and not by name alone, and
 * how they get there.
 */
package org.campanile.core.setup.prerequisites;
