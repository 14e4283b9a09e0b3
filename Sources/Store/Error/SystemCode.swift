import Glibc
import LandModel

/// The system's error numbers in words, those that a person can do something about.
enum SystemCode {
    static func text(_ code: Int32, _ language: DisplayLanguage) -> String {
        let words: BilingualText =
            switch code {
            case ENOSPC, EDQUOT:
                BilingualText(zh: "磁盘已满，请腾出空间", en: "the disk is full, free some space")
            case EROFS:
                BilingualText(
                    zh: "磁盘只读，请检查挂载方式", en: "the disk is read-only, check how it is mounted")
            case EACCES, EPERM:
                BilingualText(zh: "没有权限，请检查权限设置", en: "permission denied, check the permissions")
            case ENOENT: BilingualText(zh: "文件不存在，请核对路径", en: "no such file, check the path")
            case EFBIG:
                BilingualText(
                    zh: "超过系统允许的文件长度", en: "longer than the system lets a file become")
            case EIO:
                BilingualText(
                    zh: "磁盘读写失败，请检查磁盘、运行 doctor，再以同一幂等键重试",
                    en: "the disk fails: check it, run doctor, and repeat with the same key")
            case ELOOP:
                BilingualText(zh: "是符号链接，请指定文件本身", en: "a symbolic link, name the file itself")
            default:
                BilingualText(zh: "系统错误 \(code)", en: "system error \(code)")
            }
        return words[language]
    }
}
