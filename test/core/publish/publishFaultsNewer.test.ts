import { testFaults } from './faultMatrix';

testFaults('newer');
