import { testFaults } from './faultMatrix';

testFaults('replace');
