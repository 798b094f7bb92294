/** Labs: the profiles a user keeps, the folder they are kept in, what their guard allows, and where the user's files are. */
package org.campanile.core.lab;
