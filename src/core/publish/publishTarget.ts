export { jobFolderOnSite, otherKind, readSiteFacts, secondaryRoot, type SiteFacts } from '../remote/siteFacts';
