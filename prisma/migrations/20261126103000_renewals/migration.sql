-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN "forUserId" TEXT;
