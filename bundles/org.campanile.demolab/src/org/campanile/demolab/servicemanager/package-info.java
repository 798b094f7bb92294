/** Double of StarlingX's Service Manager REST API with its decision rules, for training and tests. */
package org.campanile.demolab.servicemanager;
